import XCCDF

extension Outcome {
    /// The outcome as people read it.
    func text(_ language: Language) -> String {
        guard language == .japanese else {
            switch self {
            case .notApplicable: return "not applicable"
            case .notChecked: return "not checked"
            case .notSelected: return "not selected"
            default: return rawValue
            }
        }
        switch self {
        case .pass: return "合格"
        case .fail: return "不合格"
        case .error: return "エラー"
        case .unknown: return "不明"
        case .notApplicable: return "対象外"
        case .notChecked: return "未検査"
        case .notSelected: return "未選択"
        case .informational: return "情報"
        case .fixed: return "修正済み"
        }
    }
}

extension Severity {
    /// The severity as people read it.
    func text(_ language: Language) -> String {
        guard language == .japanese else { return rawValue }
        switch self {
        case .unknown: return "不明"
        case .info: return "情報"
        case .low: return "低"
        case .medium: return "中"
        case .high: return "高"
        }
    }
}
