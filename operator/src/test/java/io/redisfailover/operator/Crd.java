package io.redisfailover.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The definition of the resource: as the build generates it, and as it is in {@code crds/}. */
public final class Crd {
  /** What users install. */
  public static final Path FILE = Path.of("..", "crds", "redisfailovers.redisfailover.io.yaml");

  /** What the chart installs: a copy, because tools that pack a chart drop links. */
  public static final Path OF_CHART =
      Path.of("..", "helm", "redis-failover-operator", "files", "redisfailovers.yaml");

  private static final Path GENERATED =
      Path.of("target/classes/META-INF/fabric8/redisfailovers.redisfailover.io-v1.yml");

  /** The generator sorts columns by what they show; people read them in this order. */
  private static final List<String> COLUMNS =
      List.of(
          "Phase",
          "Active",
          "In-Sync",
          "Lag",
          "Proxies",
          "Ready",
          "Epoch",
          "Age",
          "Endpoint",
          "Last-Change",
          "Reason");

  private Crd() {}

  /** {@return the text that {@link #FILE} must have} */
  public static String expected() {
    ObjectNode crd = Yaml.read(Yaml.file(GENERATED));
    ObjectNode version = (ObjectNode) crd.at("/spec/versions/0");
    version.set("additionalPrinterColumns", ordered(version.get("additionalPrinterColumns")));
    withoutDoubles(version);
    return "# Generated from the classes of operator/src/main/java/io/redisfailover/operator/api/v1.\n"
        + "# Write it anew: mvn -pl operator -am test -Dtest=CrdTest -Dcrd.reference=write"
        + " -Dsurefire.failIfNoSpecifiedTests=false\n"
        + Yaml.write(crd);
  }

  /** {@return the schema that users install} */
  public static JsonNode schema() {
    return Yaml.read(Yaml.file(FILE)).at("/spec/versions/0/schema/openAPIV3Schema");
  }

  private static ArrayNode ordered(JsonNode columns) {
    ArrayNode ordered = Yaml.MAPPER.createArrayNode();
    for (String name : COLUMNS) {
      for (JsonNode column : columns) {
        if (column.path("name").asText().equals(name)) {
          ordered.add(column);
        }
      }
    }
    return ordered;
  }

  /** A rule on a record's component is found at its field and at its accessor. */
  private static void withoutDoubles(JsonNode node) {
    if (node.get("x-kubernetes-validations") instanceof ArrayNode rules) {
      Set<JsonNode> once = new LinkedHashSet<>();
      rules.forEach(once::add);
      rules.removeAll();
      once.forEach(rules::add);
    }
    node.forEach(Crd::withoutDoubles);
  }
}
