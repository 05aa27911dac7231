package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSecurityContextBuilder;
import java.util.Optional;

/**
 * What the cluster requires of every pod that the operator makes.
 *
 * @param proxyImage default image of the proxies
 * @param registry where images that name no registry are pulled from, such as {@code
 *     registry.example.com/mirror}; absent for the default of the nodes
 * @param fixedUserIds whether pods run under the user IDs of their images; else the cluster gives
 *     each namespace its own, as OpenShift does, and refuses others
 */
public record Platform(String proxyImage, Optional<String> registry, boolean fixedUserIds) {
  /** {@return an image with the registry that it is pulled from} */
  String image(String image) {
    return registry.filter(it -> !namesRegistry(image)).map(it -> it + "/" + image).orElse(image);
  }

  /** As container runtimes read a name: a first part with a dot or a port is a registry. */
  private static boolean namesRegistry(String image) {
    int slash = image.indexOf('/');
    String first = slash < 0 ? "" : image.substring(0, slash);
    return first.contains(".") || first.contains(":") || first.equals("localhost");
  }

  /**
   * {@return the security context of a pod without root, whose volumes belong to its user}
   *
   * @param user user and group of its image
   */
  PodSecurityContext securityContext(long user) {
    PodSecurityContextBuilder context =
        new PodSecurityContextBuilder()
            .withRunAsNonRoot(true)
            .withNewSeccompProfile()
            .withType("RuntimeDefault")
            .endSeccompProfile();
    return fixedUserIds
        ? context
            .withRunAsUser(user)
            .withRunAsGroup(user)
            .withFsGroup(user)
            .withFsGroupChangePolicy("OnRootMismatch")
            .build()
        : context.build();
  }
}
