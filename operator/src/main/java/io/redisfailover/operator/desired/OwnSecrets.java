package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.Secret;
import io.redisfailover.operator.api.v1.RedisFailover;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The Secrets of a resource, without those that somebody else has made under the names of its own:
 * what these say is no password of anyone here. One that the spec names is read whoever made it.
 * Pure.
 *
 * @param readable what may be read, by name
 * @param foreign those of somebody else under the names of the resource's own
 */
public record OwnSecrets(Map<String, Secret> readable, List<Secret> foreign) {
  /** Copies the collections. */
  public OwnSecrets {
    readable = Map.copyOf(readable);
    foreign = List.copyOf(foreign);
  }

  /**
   * {@return the Secrets that exist, told apart}
   *
   * @param resource the resource
   * @param present all that have a name of its Secrets, or of one that the spec names
   */
  public static OwnSecrets of(RedisFailover resource, Map<String, Secret> present) {
    Set<String> own = names(resource);
    Map<String, Secret> readable = new TreeMap<>();
    List<Secret> foreign = new ArrayList<>();
    new TreeMap<>(present)
        .forEach((name, secret) -> {
          if (own.contains(name) && Ownership.of(resource, secret) != Ownership.OWN) {
            foreign.add(secret);
          } else {
            readable.put(name, secret);
          }
        });
    return new OwnSecrets(readable, foreign);
  }

  /** The names of the Secrets that the operator makes for a resource. */
  private static Set<String> names(RedisFailover resource) {
    Set<String> names = new TreeSet<>(GeneratedSecrets.names(resource));
    names.add(Names.controlSecret(resource));
    names.add(Names.recoverySecret(resource));
    names.add(Names.aclSecret(resource));
    return names;
  }

  /** Shows no secret. */
  @Override
  public String toString() {
    return "OwnSecrets[%s, %d foreign]".formatted(readable.keySet(), foreign.size());
  }
}
