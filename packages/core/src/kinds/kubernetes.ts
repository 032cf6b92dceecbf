import { type Kind, kindsIn } from "./kind.ts";

/** Kubernetes' own kinds, as far as people ask who changed them. Source: `kubectl api-resources`, Kubernetes 1.37. */
export const kubernetesKinds: readonly Kind[] = [
  ...kindsIn("", null, true, [
    ["Pod", "pods", "po"],
    ["Service", "services", "svc"],
    ["ConfigMap", "configmaps", "cm"],
    ["Secret", "secrets"],
    ["ServiceAccount", "serviceaccounts", "sa"],
    ["Endpoints", "endpoints", "ep"],
    ["PersistentVolumeClaim", "persistentvolumeclaims", "pvc"],
    ["ReplicationController", "replicationcontrollers", "rc"],
    ["ResourceQuota", "resourcequotas", "quota"],
    ["LimitRange", "limitranges", "limits"],
    ["PodTemplate", "podtemplates"],
    ["Event", "events", "ev"],
  ]),
  ...kindsIn("", null, false, [
    ["Namespace", "namespaces", "ns"],
    ["Node", "nodes", "no"],
    ["PersistentVolume", "persistentvolumes", "pv"],
  ]),
  ...kindsIn("apps", null, true, [
    ["Deployment", "deployments", "deploy"],
    ["DaemonSet", "daemonsets", "ds"],
    ["StatefulSet", "statefulsets", "sts"],
    ["ReplicaSet", "replicasets", "rs"],
    ["ControllerRevision", "controllerrevisions"],
  ]),
  ...kindsIn("batch", null, true, [
    ["Job", "jobs"],
    ["CronJob", "cronjobs", "cj"],
  ]),
  ...kindsIn("autoscaling", null, true, [["HorizontalPodAutoscaler", "horizontalpodautoscalers", "hpa"]]),
  ...kindsIn("policy", null, true, [["PodDisruptionBudget", "poddisruptionbudgets", "pdb"]]),
  ...kindsIn("networking.k8s.io", null, true, [
    ["Ingress", "ingresses", "ing"],
    ["NetworkPolicy", "networkpolicies", "netpol"],
  ]),
  ...kindsIn("networking.k8s.io", null, false, [["IngressClass", "ingressclasses"]]),
  ...kindsIn("discovery.k8s.io", null, true, [["EndpointSlice", "endpointslices"]]),
  ...kindsIn("coordination.k8s.io", null, true, [["Lease", "leases"]]),
  ...kindsIn("rbac.authorization.k8s.io", null, true, [
    ["Role", "roles"],
    ["RoleBinding", "rolebindings"],
  ]),
  ...kindsIn("rbac.authorization.k8s.io", null, false, [
    ["ClusterRole", "clusterroles"],
    ["ClusterRoleBinding", "clusterrolebindings"],
  ]),
  ...kindsIn("apiextensions.k8s.io", null, false, [["CustomResourceDefinition", "customresourcedefinitions", "crd", "crds"]]),
  ...kindsIn("apiregistration.k8s.io", null, false, [["APIService", "apiservices"]]),
  ...kindsIn("admissionregistration.k8s.io", null, false, [
    ["MutatingWebhookConfiguration", "mutatingwebhookconfigurations"],
    ["ValidatingWebhookConfiguration", "validatingwebhookconfigurations"],
    ["MutatingAdmissionPolicy", "mutatingadmissionpolicies"],
    ["MutatingAdmissionPolicyBinding", "mutatingadmissionpolicybindings"],
    ["ValidatingAdmissionPolicy", "validatingadmissionpolicies"],
    ["ValidatingAdmissionPolicyBinding", "validatingadmissionpolicybindings"],
  ]),
  ...kindsIn("certificates.k8s.io", null, false, [["CertificateSigningRequest", "certificatesigningrequests", "csr"]]),
  ...kindsIn("scheduling.k8s.io", null, false, [["PriorityClass", "priorityclasses", "pc"]]),
  ...kindsIn("storage.k8s.io", null, false, [["StorageClass", "storageclasses", "sc"]]),
];
