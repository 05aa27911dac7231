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
 * Applies a patch to a pod template like {@code kubectl patch --type=strategic}.
 *
 * <p>Objects are merged field by field; {@code null} removes a field. Lists are replaced, except
 * those whose entries Kubernetes identifies by a key: entries with the same key are merged, others
 * are appended in the order of the patch. {@code $patch: replace} and {@code $patch: delete} work
 * in objects and entries; other directives are rejected.
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

  /** A patch that cannot be applied. */
  static final class BadPatch extends Exception {
    private static final long serialVersionUID = 1L;

    BadPatch(String sentence) {
      super(sentence, null, false, false);
    }

    /** {@return what must change, without a full stop} */
    String sentence() {
      return String.valueOf(getMessage());
    }
  }

  /**
   * Merges two objects.
   *
   * @param base the present object; not changed
   * @param patch the patch; not changed
   * @return a new object
   * @throws BadPatch if the patch has an entry without its key, or an unknown directive
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
        throw new BadPatch("each entry of " + name + " must be an object");
      }
      if (directive(wanted).filter("replace"::equals).isPresent() && !wanted.has(key)) {
        entries.clear();
        continue;
      }
      if (!wanted.hasNonNull(key)) {
        throw new BadPatch("each entry of " + name + " must have " + key);
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

  /** Strips directives and removals from a part of the patch that has no counterpart. */
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
        throw new BadPatch(field.getKey() + " must not be used: only $patch is supported");
      }
    }
    Optional<String> directive = Optional.ofNullable(patch.get(DIRECTIVE)).map(JsonNode::asText);
    if (directive.isPresent() && !List.of("replace", "delete", "merge").contains(directive.get())) {
      throw new BadPatch("$patch must be replace, delete or merge");
    }
    return directive;
  }
}
