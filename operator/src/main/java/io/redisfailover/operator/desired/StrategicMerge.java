package io.redisfailover.operator.desired;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Lays a patch over a pod template as {@code kubectl patch --type=strategic} does.
 *
 * <p>Objects are merged field by field, {@code null} removes a field. Lists are replaced, but for
 * those whose entries Kubernetes knows by a key: entries with the same key are merged, others
 * appended in the patch's order. {@code $patch: replace} and {@code $patch: delete} are understood,
 * in objects and entries; other directives are refused.
 */
final class StrategicMerge {
  /** The key of the entries of a list, by the list's name. Source: patchMergeKey of core/v1. */
  private static final Map<String, String> KEYS =
      Map.ofEntries(
          Map.entry("containers", "name"),
          Map.entry("initContainers", "name"),
          Map.entry("ephemeralContainers", "name"),
          Map.entry("volumes", "name"),
          Map.entry("imagePullSecrets", "name"),
          Map.entry("env", "name"),
          Map.entry("ports", "containerPort"),
          Map.entry("volumeMounts", "mountPath"),
          Map.entry("volumeDevices", "devicePath"),
          Map.entry("hostAliases", "ip"),
          Map.entry("topologySpreadConstraints", "topologyKey"),
          Map.entry("schedulingGates", "name"),
          Map.entry("resourceClaims", "name"));

  private static final String DIRECTIVE = "$patch";

  private StrategicMerge() {}

  /** A patch that cannot be laid over anything. */
  static final class BadPatch extends Exception {
    private static final long serialVersionUID = 1L;

    BadPatch(String sentence) {
      super(sentence, null, false, false);
    }

    /** {@return what to write instead} */
    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Merges.
   *
   * @param base what is there; not changed
   * @param patch what is laid over it; not changed
   * @return both
   * @throws BadPatch when the patch has an entry without its key, or an unknown directive
   */
  static ObjectNode merge(ObjectNode base, ObjectNode patch) throws BadPatch {
    if (directive(patch).filter("replace"::equals).isPresent()) {
      return clean(patch);
    }
    ObjectNode merged = base.deepCopy();
    for (Entry<String, JsonNode> field : patch.properties()) {
      String name = field.getKey();
      JsonNode wanted = field.getValue();
      if (name.startsWith("$")) {
        continue;
      }
      if (wanted.isNull() || isDeleted(wanted)) {
        merged.remove(name);
      } else {
        merged.set(name, merged(name, merged.get(name), wanted));
      }
    }
    return merged;
  }

  private static JsonNode merged(String name, @Nullable JsonNode present, JsonNode wanted)
      throws BadPatch {
    if (wanted instanceof ObjectNode patch) {
      return present instanceof ObjectNode base ? merge(base, patch) : clean(patch);
    }
    if (wanted instanceof ArrayNode patch && KEYS.containsKey(name)) {
      List<JsonNode> entries = new ArrayList<>();
      if (present instanceof ArrayNode base) {
        base.forEach(entries::add);
      }
      return mergedList(name, entries, patch);
    }
    return wanted.deepCopy();
  }

  private static ArrayNode mergedList(String name, List<JsonNode> entries, ArrayNode patch)
      throws BadPatch {
    String key = String.valueOf(KEYS.get(name));
    for (JsonNode entry : patch) {
      if (!(entry instanceof ObjectNode wanted)) {
        throw new BadPatch("write an object for each entry of " + name);
      }
      if (directive(wanted).filter("replace"::equals).isPresent() && !wanted.has(key)) {
        entries.clear();
        continue;
      }
      if (!wanted.hasNonNull(key)) {
        throw new BadPatch("write " + key + " in each entry of " + name);
      }
      lay(key, entries, wanted);
    }
    ArrayNode list = patch.arrayNode();
    entries.forEach(list::add);
    return list;
  }

  private static void lay(String key, List<JsonNode> entries, ObjectNode wanted) throws BadPatch {
    int place = 0;
    while (place < entries.size() && !wanted.get(key).equals(entries.get(place).get(key))) {
      place++;
    }
    if (isDeleted(wanted)) {
      if (place < entries.size()) {
        entries.remove(place);
      }
    } else if (place == entries.size()) {
      entries.add(clean(wanted));
    } else if (entries.get(place) instanceof ObjectNode base) {
      entries.set(place, merge(base, wanted));
    }
  }

  /** What is new takes only what it says: no directives, nothing to be removed. */
  private static ObjectNode clean(ObjectNode patch) throws BadPatch {
    ObjectNode withoutDirective = patch.deepCopy();
    directive(withoutDirective);
    withoutDirective.remove(DIRECTIVE);
    return merge(patch.objectNode(), withoutDirective);
  }

  private static boolean isDeleted(JsonNode wanted) throws BadPatch {
    return wanted instanceof ObjectNode patch
        && directive(patch).filter("delete"::equals).isPresent();
  }

  private static Optional<String> directive(ObjectNode patch) throws BadPatch {
    for (Entry<String, JsonNode> field : patch.properties()) {
      if (field.getKey().startsWith("$") && !field.getKey().equals(DIRECTIVE)) {
        throw new BadPatch("leave out " + field.getKey() + ": only $patch is understood");
      }
    }
    Optional<String> directive = Optional.ofNullable(patch.get(DIRECTIVE)).map(JsonNode::asText);
    if (directive.isPresent() && !List.of("replace", "delete", "merge").contains(directive.get())) {
      throw new BadPatch("write replace, delete or merge for $patch");
    }
    return directive;
  }
}
