import Bytes
import Kubernetes

/// A job finds its pods by its own uid, unless its author chose the labels.
enum JobSelector {
    private static let uid = "batch.kubernetes.io/controller-uid"

    /// Labels the template and selects by the label, as kube-apiserver does for new jobs.
    static func generate(_ job: inout Object) {
        guard var spec = job["spec"], spec["manualSelector"]?.bool != true else { return }
        var template = spec["template"] ?? [:]
        var metadata = template["metadata"] ?? [:]
        var labels = metadata["labels"] ?? [:]
        labels[uid] = .string(job.uid)
        labels["batch.kubernetes.io/job-name"] = .string(job.name)
        labels["controller-uid"] = .string(job.uid)
        labels["job-name"] = .string(job.name)
        metadata["labels"] = labels
        template["metadata"] = metadata
        spec["template"] = template
        var selector = spec["selector"] ?? [:]
        var matched = selector["matchLabels"] ?? [:]
        matched[uid] = .string(job.uid)
        selector["matchLabels"] = matched
        spec["selector"] = selector
        job["spec"] = spec
    }

    /// Who replaces a job need not repeat what the server added.
    static func keep(_ job: inout Object, from current: Object) {
        guard var spec = job["spec"], spec["selector"] == nil else { return }
        spec["selector"] = current["spec"]?["selector"]
        var metadata = spec["template"]?["metadata"] ?? [:]
        var labels = current["spec"]?[["template", "metadata", "labels"]]?.object ?? [:]
        for (name, value) in metadata["labels"]?.object ?? [:] { labels[name] = value }
        metadata["labels"] = .object(labels)
        var template = spec["template"] ?? [:]
        template["metadata"] = metadata
        spec["template"] = template
        job["spec"] = spec
    }
}
