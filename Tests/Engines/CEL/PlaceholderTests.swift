import Testing

@Suite struct CELPlaceholderTests {}
