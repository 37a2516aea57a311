"""The Kubernetes manifest: valid for the API, and its pods may do little."""

from __future__ import annotations

from typing import Any

import pytest
import yaml

from bot.settings import Settings
from bot.telegram.health import health_routes
from tests.deploy import DEPLOY, ran, tool

FILE = DEPLOY / "kubernetes" / "bot.yaml"
OBJECTS: dict[str, Any] = {entry["kind"]: entry for entry in yaml.safe_load_all(FILE.read_text(encoding="utf-8"))}
POD = OBJECTS["Deployment"]["spec"]["template"]["spec"]
(CONTAINER,) = POD["containers"]


def test_the_manifest_is_valid() -> None:
    """`kubectl apply` would refuse it, or leave out a field with a slip in its name."""
    ran(tool("kubernetes-validate", "pip install kubernetes-validate"), "--strict", FILE)


def test_names_agree() -> None:
    """The service would find no pod, or a pod no secret."""
    labels = OBJECTS["Deployment"]["spec"]["template"]["metadata"]["labels"]
    assert OBJECTS["Deployment"]["spec"]["selector"]["matchLabels"] == labels
    assert OBJECTS["Service"]["spec"]["selector"] == labels
    assert OBJECTS["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == labels
    names = {source[kind]["name"] for source in CONTAINER["envFrom"] for kind in source}
    assert names == {OBJECTS["Secret"]["metadata"]["name"], OBJECTS["ConfigMap"]["metadata"]["name"]}
    ports = {port["name"]: port["containerPort"] for port in CONTAINER["ports"]}
    settings = OBJECTS["ConfigMap"]["data"]
    assert settings["WEBHOOK_LISTEN"] == f"0.0.0.0:{ports['webhook']}"
    assert settings["METRICS_LISTEN"] == f"0.0.0.0:{ports['operations']}"
    assert OBJECTS["Service"]["spec"]["ports"][0]["targetPort"] == "webhook"
    (path,) = OBJECTS["Ingress"]["spec"]["rules"][0]["http"]["paths"]
    assert settings["WEBHOOK_URL"].endswith(path["path"])


def test_settings_exist_and_secrets_are_secret() -> None:
    """A setting would have no effect, or the token lie where everybody in the cluster can read it."""
    public, secret = set(OBJECTS["ConfigMap"]["data"]), set(OBJECTS["Secret"]["stringData"])
    assert public | secret <= {name.upper() for name in Settings.model_fields}
    assert {"TELEGRAM_BOT_TOKEN", "WEBHOOK_SECRET", "DATABASE_URL"} <= secret


@pytest.mark.parametrize("probe", ["startupProbe", "livenessProbe", "readinessProbe"])
def test_probes_ask_what_there_is(probe: str) -> None:
    """Kubernetes would start the pod anew for ever, or send calls to one that cannot take them."""
    asked = CONTAINER[probe]["httpGet"]
    assert asked["path"] in {route.path for route in health_routes({})}
    assert asked["port"] == "operations"
    assert (asked["path"] == "/readyz") == (probe == "readinessProbe"), "no restart mends a database that is gone"


def test_a_pod_may_do_little() -> None:
    """Whoever finds a hole in a library would have the node, or the cluster, to work with."""
    assert POD["securityContext"]["runAsNonRoot"] is True
    assert POD["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert POD["automountServiceAccountToken"] is False
    own = CONTAINER["securityContext"]
    assert own["readOnlyRootFilesystem"] is True
    assert own["allowPrivilegeEscalation"] is False
    assert own["capabilities"] == {"drop": ["ALL"]}
    assert POD["terminationGracePeriodSeconds"] > 5, "what is in hand is finished within five seconds"


def test_some_are_left_while_nodes_are_emptied() -> None:
    """An upgrade of the cluster would stop all processes at once, or could not go on."""
    replicas = OBJECTS["Deployment"]["spec"]["replicas"]
    assert 1 <= OBJECTS["PodDisruptionBudget"]["spec"]["minAvailable"] < replicas
