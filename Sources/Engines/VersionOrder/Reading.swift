/// What an encoder found a text to be.
enum Reading {
    /// A version of the scheme.
    case valid
    /// Not a version that the scheme allows, but the scheme's own program orders it all the same.
    case irregular
    /// Something that the scheme has no place for; it sorts before everything that has one.
    case foreign
}
