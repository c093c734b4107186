/// What every write must pass before it is stored.
enum PlaceholderAdmission {}
