/// A real cluster, reached over HTTPS.
enum PlaceholderRemoteCluster {}
