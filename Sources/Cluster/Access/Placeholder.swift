/// Who may do what: roles, bindings, tokens.
enum PlaceholderAccess {}
