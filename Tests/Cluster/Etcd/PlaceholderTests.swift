import Testing

@Suite struct EtcdPlaceholderTests {}
