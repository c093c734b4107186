import Testing

@Suite struct RemoteClusterPlaceholderTests {}
