import Bytes
import Fuzzing
import Kubernetes
import Testing

@Suite("Autoscalers in two versions")
struct AutoscalerVersionsTests {
    private static let full = #"""
        {"apiVersion":"autoscaling/v2","kind":"HorizontalPodAutoscaler",
         "metadata":{"name":"a","annotations":{"team":"web"}},
         "spec":{"scaleTargetRef":{"kind":"Deployment","name":"web","apiVersion":"apps/v1"},
          "minReplicas":1,"maxReplicas":3,"metrics":[
           {"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}},
           {"type":"Resource","resource":{"name":"memory","target":{"type":"AverageValue","averageValue":"1Gi"}}},
           {"type":"ContainerResource","containerResource":{"name":"cpu","container":"c",
            "target":{"type":"Utilization","averageUtilization":50}}},
           {"type":"Pods","pods":{"metric":{"name":"rps","selector":{"matchLabels":{"a":"b"}}},
            "target":{"type":"AverageValue","averageValue":"10"}}},
           {"type":"Object","object":{"describedObject":{"kind":"Service","name":"s","apiVersion":"v1"},
            "metric":{"name":"hits"},"target":{"type":"Value","value":"100"}}},
           {"type":"External","external":{"metric":{"name":"queue","selector":{"matchLabels":{"q":"1"}}},
            "target":{"type":"AverageValue","averageValue":"30"}}}],
          "behavior":{"scaleUp":{"stabilizationWindowSeconds":0,"selectPolicy":"Max",
           "policies":[{"type":"Pods","value":4,"periodSeconds":15}]}}},
         "status":{"currentReplicas":2,"desiredReplicas":3,
          "currentMetrics":[{"type":"Resource","resource":{"name":"cpu",
           "current":{"averageUtilization":42,"averageValue":"420m"}}}],
          "conditions":[{"type":"AbleToScale","status":"True","reason":"ReadyForNewScale"}]}}
        """#

    @Test("v1 carries everything that v2 says, and gives it back")
    func roundTrip() throws {
        let new = try JSON(parsing: Self.full)
        let old = AutoscalerVersions.v1(new)
        #expect(old["apiVersion"] == "autoscaling/v1")
        #expect(old["spec"]?["targetCPUUtilizationPercentage"] == 60)
        #expect(old["spec"]?["metrics"] == nil && old["spec"]?["behavior"] == nil)
        #expect(old["status"]?["currentCPUUtilizationPercentage"] == 42)
        let annotations = old["metadata"]?["annotations"]?.object ?? [:]
        #expect(annotations["team"] == "web")
        let metrics = try JSON(parsing: annotations["autoscaling.alpha.kubernetes.io/metrics"]?.string ?? "")
        #expect(metrics.array?.count == 5)
        let memory: JSON = [
            "type": "Resource", "resource": ["name": "memory", "targetAverageValue": "1Gi"],
        ]
        #expect(metrics.array?.first == memory)
        #expect(metrics.array?.last?["external"]?["metricSelector"] == ["matchLabels": ["q": "1"]])
        let behavior = try JSON(
            parsing: annotations["autoscaling.alpha.kubernetes.io/behavior"]?.string ?? "")
        #expect(behavior["ScaleUp"]?["Policies"]?.array?.first?["PeriodSeconds"] == 15)
        #expect(AutoscalerVersions.v2(old) == new)
    }

    @Test("v1 without a target means 80 percent of the processor, as v2 says it")
    func target() throws {
        let old: JSON = [
            "apiVersion": "autoscaling/v1", "metadata": ["name": "a"], "spec": ["maxReplicas": 3],
        ]
        let metrics = AutoscalerVersions.v2(old)["spec"]?["metrics"]
        let expected: JSON = [
            [
                "type": "Resource",
                "resource": ["name": "cpu", "target": ["averageUtilization": 80, "type": "Utilization"]],
            ]
        ]
        #expect(metrics == expected)
    }

    @Test("hostile annotations and objects are read as saying nothing")
    func hostile() throws {
        for name in ["metrics", "behavior", "current-metrics", "conditions"] {
            for text in ["", "{", "[1,null,{}]", #"[{"type":""}]"#, #"[{"type":"Pods","pods":7}]"#, "null"] {
                let old: JSON = [
                    "metadata": [
                        "annotations": .object(["autoscaling.alpha.kubernetes.io/\(name)": .string(text)])
                    ], "spec": [:], "status": [:],
                ]
                let new = AutoscalerVersions.v2(old)
                #expect(new["metadata"]?["annotations"] == nil)
                #expect(new["spec"]?["metrics"]?.array?.count == 1)
            }
        }
        let carrying = AutoscalerVersions.v1(try JSON(parsing: Self.full)).text
        for mutant in Mutants(
            of: [Self.full, carrying], tokens: ["metrics", "null", "[]", "{}"], count: 1000)
        {
            guard let json = try? JSON(parsing: mutant.bytes) else { continue }
            let new = AutoscalerVersions.v2(json)
            #expect(new["spec"]?["targetCPUUtilizationPercentage"] == nil, "\(mutant)")
            #expect(AutoscalerVersions.v1(new)["spec"]?["metrics"] == nil, "\(mutant)")
        }
    }
}
