package io.redisfailover.operator.desired;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.operator.Yaml;
import org.junit.jupiter.api.Test;

/** Patches over parts of a pod. */
class StrategicMergeTest {
  @Test
  void mergesObjectsFieldByField() {
    merges("{a: {x: 1, y: 2}, b: 3}", "{a: {y: 4, z: 5}}", "{a: {x: 1, y: 4, z: 5}, b: 3}");
  }

  @Test
  void removesWhatIsNull() {
    merges("{a: {x: 1, y: 2}, b: 3}", "{a: {y: null}, b: null}", "{a: {x: 1}}");
  }

  @Test
  void mergesContainersByName() {
    merges(
        "{containers: [{name: redis, image: a, tty: true}, {name: other}]}",
        "{containers: [{name: side, image: c}, {name: redis, image: b}]}",
        "{containers: [{name: redis, image: b, tty: true}, {name: other},"
            + " {name: side, image: c}]}");
  }

  @Test
  void mergesListsInsideOfContainersByTheirOwnKeys() {
    merges(
        "{containers: [{name: redis, env: [{name: A, value: '1'}],"
            + " ports: [{containerPort: 6379, name: redis}],"
            + " volumeMounts: [{mountPath: /data, name: data}]}]}",
        "{containers: [{name: redis, env: [{name: A, value: '2'}, {name: B, value: '3'}],"
            + " ports: [{containerPort: 6379, hostPort: 7000}],"
            + " volumeMounts: [{mountPath: /data, subPath: x}, {mountPath: /more, name: more}]}]}",
        "{containers: [{name: redis, env: [{name: A, value: '2'}, {name: B, value: '3'}],"
            + " ports: [{containerPort: 6379, name: redis, hostPort: 7000}],"
            + " volumeMounts: [{mountPath: /data, name: data, subPath: x},"
            + " {mountPath: /more, name: more}]}]}");
  }

  @Test
  void mergesVolumesHostAliasesAndSpreadConstraintsByTheirKeys() {
    merges(
        "{volumes: [{name: data, emptyDir: {}}], hostAliases: [{ip: 10.0.0.1, hostnames: [a]}],"
            + " topologySpreadConstraints: [{topologyKey: zone, maxSkew: 1}]}",
        "{volumes: [{name: more, emptyDir: {}}], hostAliases: [{ip: 10.0.0.1, hostnames: [b]}],"
            + " topologySpreadConstraints: [{topologyKey: zone, maxSkew: 2}]}",
        "{volumes: [{name: data, emptyDir: {}}, {name: more, emptyDir: {}}],"
            + " hostAliases: [{ip: 10.0.0.1, hostnames: [b]}],"
            + " topologySpreadConstraints: [{topologyKey: zone, maxSkew: 2}]}");
  }

  @Test
  void replacesListsWithoutAKey() {
    merges(
        "{tolerations: [{key: a}], containers: [{name: redis, args: [x, y]}]}",
        "{tolerations: [{key: b}], containers: [{name: redis, args: [z]}]}",
        "{tolerations: [{key: b}], containers: [{name: redis, args: [z]}]}");
  }

  @Test
  void deletesAnEntryByDirective() {
    merges(
        "{volumes: [{name: a}, {name: b}]}",
        "{volumes: [{name: a, $patch: delete}, {name: missing, $patch: delete}]}",
        "{volumes: [{name: b}]}");
  }

  @Test
  void replacesAnEntryAnObjectOrAListByDirective() {
    merges(
        "{volumes: [{name: a, emptyDir: {}}], security: {user: 1, group: 2}}",
        "{volumes: [{name: a, $patch: replace, secret: {}}], security: {$patch: replace, user: 3}}",
        "{volumes: [{name: a, secret: {}}], security: {user: 3}}");
    merges(
        "{volumes: [{name: a}, {name: b}]}",
        "{volumes: [{$patch: replace}, {name: c}]}",
        "{volumes: [{name: c}]}");
  }

  @Test
  void deletesAnObjectByDirective() {
    merges("{affinity: {a: 1}, b: 2}", "{affinity: {$patch: delete}}", "{b: 2}");
  }

  @Test
  void takesNoDirectivesAndNothingRemovedIntoWhatIsNew() {
    merges(
        "{}",
        "{a: {b: null, c: 1}, containers: [{name: x, env: [{name: y, $patch: delete}]}]}",
        "{a: {c: 1}, containers: [{name: x, env: []}]}");
  }

  @Test
  void replacesWhatIsOfAnotherKind() {
    merges("{a: [1], b: {c: 1}}", "{a: {d: 2}, b: 3}", "{a: {d: 2}, b: 3}");
  }

  @Test
  void refusesAnEntryWithoutItsKey() {
    refuses("{containers: [{image: a}]}", "each entry of containers must have name");
    refuses("{containers: [text]}", "each entry of containers must be an object");
  }

  @Test
  void refusesDirectivesThatItDoesNotKnow() {
    refuses("{$setElementOrder/containers: []}", "only $patch is supported");
    refuses("{a: {$patch: retain}}", "$patch must be replace, delete or merge");
  }

  @Test
  void changesNeitherOfTheTwo() throws StrategicMerge.BadPatch {
    var base = Yaml.read("{a: {x: 1}, volumes: [{name: a}]}");
    var patch = Yaml.read("{a: {x: 2}, volumes: [{name: a, emptyDir: {}}]}");
    var unused = StrategicMerge.merge(base, patch);
    assertThat(base).isEqualTo(Yaml.read("{a: {x: 1}, volumes: [{name: a}]}"));
    assertThat(patch).isEqualTo(Yaml.read("{a: {x: 2}, volumes: [{name: a, emptyDir: {}}]}"));
  }

  private static void merges(String base, String patch, String expected) {
    try {
      assertThat(StrategicMerge.merge(Yaml.read(base), Yaml.read(patch)))
          .isEqualTo(Yaml.read(expected));
    } catch (StrategicMerge.BadPatch bad) {
      throw new AssertionError(bad);
    }
  }

  private static void refuses(String patch, String sentence) {
    assertThatThrownBy(() -> StrategicMerge.merge(Yaml.read("{}"), Yaml.read(patch)))
        .isInstanceOf(StrategicMerge.BadPatch.class)
        .hasMessageContaining(sentence);
  }
}
