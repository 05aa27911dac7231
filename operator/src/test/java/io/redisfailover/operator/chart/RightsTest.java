package io.redisfailover.operator.chart;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The operator may do what it does, and nothing else. */
class RightsTest {
  private static final String PACKAGE = "io.redisfailover.operator.";
  private static final String TWO_NAMESPACES = "watchNamespaces=[\"shop\",\"stock\"]";

  /** An informer lists and watches; who may list a kind may get one of it. */
  private static final String READ = "get list watch";

  private static final String RECONCILER = "reconcile.RedisFailoverReconciler";
  private static final String APPLIER = "reconcile.Applier";

  private static final List<Need> NEEDS =
      List.of(
          new Need("redisfailover.io/redisfailovers", "list watch", "OperatorMain", "run"),
          new Need(
              "redisfailover.io/redisfailovers",
              "get patch",
              "reconcile.AnnotationRequests",
              "remove"),
          new Need("redisfailover.io/redisfailovers", "get", "reconcile.StatusWriter", "write"),
          new Need(
              "redisfailover.io/redisfailovers/status", "patch", "reconcile.StatusWriter", "write"),
          // Owner references block the deletion of their owner.
          new Need(
              "redisfailover.io/redisfailovers/finalizers", "update", "desired.Metadata", "owner"),
          new Need("/secrets", READ, "reconcile.Observer$Secrets", "read"),
          new Need("/secrets", "create update", APPLIER, "store"),
          new Need("/configmaps", READ, RECONCILER, "prepareEventSources"),
          new Need("/configmaps", "create patch", APPLIER, "apply"),
          new Need("/services", READ, RECONCILER, "prepareEventSources"),
          new Need("/services", "create patch", APPLIER, "apply"),
          new Need("/services", "delete", APPLIER, "remove"),
          new Need("/persistentvolumeclaims", READ, RECONCILER, "prepareEventSources"),
          new Need("/persistentvolumeclaims", "create patch", APPLIER, "apply"),
          new Need("/pods", READ, RECONCILER, "prepareEventSources"),
          new Need("/pods", "patch", "reconcile.SecretRefresher", "carryOut"),
          new Need("/pods", "delete", "reconcile.Roller", "carryOut"),
          new Need("/pods", "delete", "reconcile.ProxyRemover", "remove"),
          new Need("apps/statefulsets", READ, RECONCILER, "prepareEventSources"),
          new Need("apps/statefulsets", "create patch", APPLIER, "apply"),
          new Need("apps/deployments", READ, RECONCILER, "prepareEventSources"),
          new Need("apps/deployments", "create patch", APPLIER, "apply"),
          new Need("apps/replicasets", READ, RECONCILER, "prepareEventSources"),
          new Need("policy/poddisruptionbudgets", READ, RECONCILER, "prepareEventSources"),
          new Need("policy/poddisruptionbudgets", "create patch", APPLIER, "apply"),
          new Need("policy/poddisruptionbudgets", "delete", APPLIER, "remove"),
          new Need("networking.k8s.io/networkpolicies", READ, RECONCILER, "prepareEventSources"),
          new Need("networking.k8s.io/networkpolicies", "create patch", APPLIER, "apply"),
          new Need("networking.k8s.io/networkpolicies", "delete", APPLIER, "remove"),
          new Need("events.k8s.io/events", "create", "reconcile.EventWriter", "write"),
          // A StatefulSet says nowhere else what refuses its pod.
          new Need("events.k8s.io/events", "list", "reconcile.RefusedPods", "list"),
          // The client reads an object before it patches it.
          new Need("events.k8s.io/events", "get patch", "reconcile.EventWriter", "count"));

  /** The library asks whether it may update, but patches. */
  private static final List<Need> NEEDS_OF_A_LEADER =
      List.of(
          new Need(
              "coordination.k8s.io/leases", "get create update patch", "Leadership", "election"));

  private static Helm helm;

  /**
   * Something that the operator asks of the API server.
   *
   * @param resource group and resource
   * @param verbs separated by blanks
   * @param type the class that asks, below the operator's package
   * @param method its method
   */
  record Need(String resource, String verbs, String type, String method) {}

  @BeforeAll
  static void find() {
    helm = Helm.required();
  }

  static Stream<Need> needs() {
    return Stream.concat(NEEDS.stream(), NEEDS_OF_A_LEADER.stream());
  }

  @ParameterizedTest
  @MethodSource("needs")
  void areNeededByAMethodThatIsThere(Need need) throws ClassNotFoundException {
    assertThat(Class.forName(PACKAGE + need.type()).getDeclaredMethods())
        .extracting("name")
        .contains(need.method());
  }

  @Test
  void areThoseThatAreNeededInAllNamespaces() {
    assertThat(granted(clusterRole("system-rf-redis-failover-operator"))).isEqualTo(needed(NEEDS));
  }

  @Test
  void ofUsersAreThoseOfTheRolesThatTheyHaveAlready() {
    JsonNode view = clusterRole("system-rf-redis-failover-operator-view");
    assertThat(aggregatedTo(view)).containsExactlyInAnyOrder("view", "edit", "admin");
    assertThat(granted(view))
        .isEqualTo(
            Map.of(
                "redisfailover.io/redisfailovers", Set.of("get", "list", "watch"),
                "redisfailover.io/redisfailovers/scale", Set.of("get", "list", "watch")));
    JsonNode edit = clusterRole("system-rf-redis-failover-operator-edit");
    assertThat(aggregatedTo(edit)).containsExactlyInAnyOrder("edit", "admin");
    assertThat(granted(edit))
        .isEqualTo(
            Map.of(
                "redisfailover.io/redisfailovers",
                Set.of("create", "update", "patch", "delete", "deletecollection"),
                "redisfailover.io/redisfailovers/scale",
                Set.of("update", "patch")));
  }

  private static JsonNode clusterRole(String name) {
    return of(helm.objects(), "ClusterRole").stream()
        .filter(role -> role.at("/metadata/name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> aggregatedTo(JsonNode role) {
    String label = "rbac.authorization.k8s.io/aggregate-to-";
    return role.at("/metadata/labels").properties().stream()
        .filter(entry -> entry.getKey().startsWith(label))
        .filter(entry -> entry.getValue().asText().equals("true"))
        .map(entry -> entry.getKey().substring(label.length()))
        .toList();
  }

  @Test
  void areTheSameInEachNamespaceThatIsLookedAfter() {
    List<JsonNode> roles = of(helm.objects(TWO_NAMESPACES), "Role");
    assertThat(roles)
        .extracting(role -> role.at("/metadata/namespace").asText())
        .containsExactlyInAnyOrder("system", "shop", "stock");
    assertThat(roles)
        .filteredOn(role -> !role.at("/metadata/namespace").asText().equals("system"))
        .allSatisfy(role -> assertThat(granted(role)).isEqualTo(needed(NEEDS)));
  }

  @Test
  void areNotThoseOfTheWholeClusterWhereNamespacesAreNamed() {
    List<JsonNode> objects = helm.objects(TWO_NAMESPACES);
    assertThat(of(objects, "ClusterRole")).isEmpty();
    assertThat(of(objects, "ClusterRoleBinding")).isEmpty();
  }

  @Test
  void areThoseOfALeaderInTheOperatorsOwnNamespace() {
    List<JsonNode> roles = of(helm.objects(), "Role");
    assertThat(roles).hasSize(1);
    assertThat(roles.getFirst().at("/metadata/namespace").asText()).isEqualTo("system");
    assertThat(granted(roles.getFirst())).isEqualTo(needed(NEEDS_OF_A_LEADER));
  }

  /** What is not there yet has no name to limit a right to. */
  @Test
  void areThoseOfALeaderOnTheLeaseOfTheReleaseAlone() {
    for (JsonNode rule : of(helm.objects(), "Role").getFirst().get("rules")) {
      boolean named = rule.at("/resourceNames/0").asText().endsWith("redis-failover-operator");
      assertThat(named).as("%s", rule).isEqualTo(!rule.at("/verbs/0").asText().equals("create"));
    }
  }

  @Test
  void areGivenToTheAccountOfTheOperator() {
    for (List<JsonNode> objects : List.of(helm.objects(), helm.objects(TWO_NAMESPACES))) {
      JsonNode pod = of(objects, "Deployment").getFirst().at("/spec/template/spec");
      String account = pod.get("serviceAccountName").asText();
      List<JsonNode> bindings =
          Stream.of("RoleBinding", "ClusterRoleBinding")
              .flatMap(kind -> of(objects, kind).stream())
              .toList();
      assertThat(bindings)
          .hasSizeGreaterThan(1)
          .allSatisfy(binding -> {
            assertThat(binding.at("/subjects/0/name").asText()).isEqualTo(account);
            assertThat(binding.at("/subjects/0/namespace").asText()).isEqualTo("system");
            assertThat(of(objects, binding.at("/roleRef/kind").asText()))
                .anyMatch(role ->
                    role.at("/metadata/name").equals(binding.at("/roleRef/name"))
                        && role.at("/metadata/namespace")
                            .equals(binding.at("/metadata/namespace")));
          });
    }
  }

  private static List<JsonNode> of(List<JsonNode> objects, String kind) {
    return objects.stream().filter(it -> it.get("kind").asText().equals(kind)).toList();
  }

  private static Map<String, Set<String>> needed(List<Need> needs) {
    Map<String, Set<String>> verbs = new TreeMap<>();
    needs.forEach(need ->
        verbs
            .computeIfAbsent(need.resource(), any -> new TreeSet<>())
            .addAll(Arrays.asList(need.verbs().split(" "))));
    return verbs;
  }

  private static Map<String, Set<String>> granted(JsonNode role) {
    Map<String, Set<String>> verbs = new TreeMap<>();
    for (JsonNode rule : role.get("rules")) {
      for (String group : texts(rule.get("apiGroups"))) {
        for (String resource : texts(rule.get("resources"))) {
          verbs
              .computeIfAbsent(group + "/" + resource, any -> new TreeSet<>())
              .addAll(texts(rule.get("verbs")));
        }
      }
    }
    return verbs;
  }

  private static List<String> texts(JsonNode list) {
    return StreamSupport.stream(list.spliterator(), false).map(JsonNode::asText).toList();
  }
}
