/// A variable: values that entities refer to (`oval-def:variable`).
public struct Variable: Sendable {
    /// Where the values come from.
    public enum Source: Sendable {
        /// Outside: an XCCDF value or a variables file; each value must satisfy one of the possibilities, if any.
        case external([Possibility])
        /// The content itself.
        case constant([String])
        /// A computation.
        case local(Component)
    }

    /// A value, or a range of values, that an external variable may have.
    public enum Possibility: Sendable {
        /// `possible_value`.
        case value(String)
        /// `possible_restriction`: several conditions and how they combine.
        case restriction(Operator, [(operation: Operation, value: String)])
    }

    /// The id.
    public let id: String
    /// The type of the values.
    public let datatype: Datatype
    /// Where the values come from.
    public var source: Source
}

/// A part of a local variable's computation, which yields a list of values (`oval-def:ComponentGroup`).
public indirect enum Component: Sendable {
    /// A value written in the content.
    case literal(String)
    /// A field of an object's items; of a record field, one of its fields.
    case object(id: String, field: String, recordField: String?)
    /// Another variable's values.
    case variable(String)
    /// A function of other components.
    case function(Function, [Component])
}

/// What a local variable can compute (`oval-def:FunctionGroup`).
public enum Function: Sendable {
    /// Sums or products of the Cartesian product of the components.
    case arithmetic(Arithmetic)
    /// A text put in front of values that do not begin with it.
    case begin(String)
    /// Texts joined, over the Cartesian product of the components.
    case concat
    /// How many values there are.
    case count
    /// A text put after values that do not end with it.
    case end(String)
    /// Regular-expression characters escaped.
    case escapeRegex
    /// A shell glob as a regular expression.
    case globToRegex(noEscape: Bool)
    /// The first capturing group of a pattern.
    case regexCapture(String)
    /// Values cut at a delimiter.
    case split(String)
    /// `length` characters from the one-based `start`; a length below zero means up to the end.
    case substring(start: Int, length: Int)
    /// Seconds from the second component's times to the first's, or from the only one's to now.
    case timeDifference(DateFormat, DateFormat)
    /// Each value once.
    case unique

    /// What `arithmetic` does.
    public enum Arithmetic: String, Sendable {
        /// Adds.
        case add
        /// Multiplies.
        case multiply
        /// Divides; listed by 5.11 drafts.
        case divide
        /// Subtracts; listed by 5.11 drafts.
        case subtract
    }

    /// How a date is written (`oval-def:DateTimeFormatEnumeration`).
    public enum DateFormat: String, Sendable {
        /// `2010/12/31 23:59:59` and shorter forms.
        case yearMonthDay = "year_month_day"
        /// `12/31/2010 23:59:59`, or with a month's name.
        case monthDayYear = "month_day_year"
        /// `31/12/2010 23:59:59`, or with a month's name.
        case dayMonthYear = "day_month_year"
        /// Tenths of microseconds since 1601.
        case winFiletime = "win_filetime"
        /// Seconds since 1970.
        case secondsSinceEpoch = "seconds_since_epoch"
        /// `yyyymmddHHMMSS.mmmmmmsUUU`.
        case cimDatetime = "cim_datetime"
    }
}
