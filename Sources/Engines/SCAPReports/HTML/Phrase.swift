/// The languages that pages are written in.
public enum Language: String, Sendable, CaseIterable {
    /// English.
    case english = "en"
    /// Japanese.
    case japanese = "ja"

    /// The language of a locale such as `ja_JP.UTF-8`; English for any other.
    public init(locale: String) { self = locale.hasPrefix("ja") ? .japanese : .english }
}

/// Every phrase of the pages, in all languages.
enum Phrase: CaseIterable {
    case report, guide, skip, contents, summary, characteristics, overview, rules, filter, outcomes
    case severities, search, benchmark, version, profile, target, addresses, scanner, started, ended
    case identity, organization, platforms, score, scoreModel, maximum, severity, description, rationale
    case warning, identifiers, references, evidence, lookedFor, expected, seen, nothingSeen, moreSeen
    case messages, fix, complexity, disruption, reboot, strategy, waiver, by, was, now, instance
    case notes, passed, top, noProfile, shown, values, facts, rulesCount, reboots, allDone
    case ovalReport, definitions

    /// The phrase in a language.
    func text(_ language: Language) -> String { language == .english ? both.0 : both.1 }

    private var both: (String, String) {
        switch self {
        case .report: ("Compliance report", "準拠性評価レポート")
        case .guide: ("Security guide", "セキュリティガイド")
        case .skip: ("Skip to the content", "本文へ移動")
        case .contents: ("Contents", "目次")
        case .summary: ("Summary", "概要")
        case .characteristics: ("What was evaluated", "評価対象")
        case .overview: ("Rules by group", "グループ別ルール一覧")
        case .rules: ("Rules in detail", "ルールの詳細")
        case .filter: ("Show", "表示の絞り込み")
        case .outcomes: ("Results", "結果")
        case .severities: ("Severities", "重大度")
        case .search: ("Search in titles and ids", "タイトルと ID を検索")
        case .benchmark: ("Benchmark", "ベンチマーク")
        case .version: ("Version", "バージョン")
        case .profile: ("Profile", "プロファイル")
        case .target: ("Machine", "対象マシン")
        case .addresses: ("Addresses", "アドレス")
        case .scanner: ("Scanner", "スキャナー")
        case .started: ("Started", "開始時刻")
        case .ended: ("Ended", "終了時刻")
        case .identity: ("Account", "実行アカウント")
        case .organization: ("Organisation", "組織")
        case .platforms: ("Platforms", "プラットフォーム")
        case .score: ("Score", "スコア")
        case .scoreModel: ("Scoring model", "スコア算出方式")
        case .maximum: ("Maximum", "満点")
        case .severity: ("Severity", "重大度")
        case .description: ("Description", "説明")
        case .rationale: ("Rationale", "根拠")
        case .warning: ("Warning", "注意")
        case .identifiers: ("Identifiers", "識別子")
        case .references: ("References", "参照")
        case .evidence: ("Evidence", "証跡")
        case .lookedFor: ("Looked for", "確認した対象")
        case .expected: ("Expected", "期待した値")
        case .seen: ("Seen", "実際の値")
        case .nothingSeen: ("Nothing of the kind was found.", "該当する項目は見つかりませんでした。")
        case .moreSeen: ("items in all; the first are shown", "件中、先頭のみを表示")
        case .messages: ("Messages", "メッセージ")
        case .fix: ("Remediation", "修正方法")
        case .complexity: ("Complexity", "複雑さ")
        case .disruption: ("Disruption", "影響")
        case .reboot: ("Restart", "再起動")
        case .reboots: ("needed", "必要")
        case .strategy: ("Strategy", "方式")
        case .waiver: ("Waiver", "適用除外")
        case .by: ("decided by", "承認者")
        case .was: ("was", "変更前")
        case .now: ("now", "変更後")
        case .instance: ("Part of the machine", "対象部分")
        case .notes: ("Notes", "備考")
        case .passed: ("passed", "合格")
        case .top: ("Back to the top", "先頭へ戻る")
        case .noProfile: ("(the benchmark's own selection)", "(ベンチマークの既定)")
        case .shown: ("rules shown", "件のルールを表示")
        case .values: ("Values used", "使用した値")
        case .facts: ("Facts", "システム情報")
        case .rulesCount: ("rules", "ルール")
        case .ovalReport: ("OVAL results", "OVAL 評価結果")
        case .definitions: ("Definitions", "定義")
        case .allDone: ("No selected rule failed.", "不合格のルールはありません。")
        }
    }
}
