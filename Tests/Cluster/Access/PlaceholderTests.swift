import Testing

@Suite struct AccessPlaceholderTests {}
