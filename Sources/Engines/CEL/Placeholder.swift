/// The Common Expression Language.
enum PlaceholderCEL {}
