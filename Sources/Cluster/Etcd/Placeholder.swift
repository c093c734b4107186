/// The state of a cluster in etcd v3.
enum PlaceholderEtcd {}
