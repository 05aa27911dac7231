package io.redisfailover.operator.reconcile;

import io.fabric8.kubernetes.api.model.DeleteOptions;
import io.fabric8.kubernetes.api.model.DeleteOptionsBuilder;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Status;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.util.Optional;

/**
 * An object as it was observed. Since then it may have been deleted, and another one may have got
 * its name; so what is deleted is named by its unique ID, too.
 *
 * @param path its path in the API
 * @param uid its unique ID
 */
record SeenObject(String path, String uid) {
  /** The field that a write to another object of the name would have to change. */
  private static final String UID = "metadata.uid";

  /** {@return an object} */
  static SeenObject of(HasMetadata object) {
    return new SeenObject(
        path(
            object.getClass(), object.getMetadata().getNamespace(), object.getMetadata().getName()),
        object.getMetadata().getUid());
  }

  /** {@return a pod} */
  static SeenObject pod(String namespace, String name, String uid) {
    return new SeenObject(path(Pod.class, namespace, name), uid);
  }

  private static String path(Class<? extends HasMetadata> kind, String namespace, String name) {
    return "/%s/%s/namespaces/%s/%s/%s"
        .formatted(
            HasMetadata.getGroup(kind).isEmpty() ? "api" : "apis",
            HasMetadata.getApiVersion(kind),
            namespace,
            HasMetadata.getPlural(kind),
            name);
  }

  /** {@return options that delete it and no other object} */
  DeleteOptions options() {
    return new DeleteOptionsBuilder().withNewPreconditions(null, uid).build();
  }

  /** {@return options that delete it as long as it has not changed either} */
  DeleteOptions unchanged(String resourceVersion) {
    return new DeleteOptionsBuilder().withNewPreconditions(resourceVersion, uid).build();
  }

  /**
   * Deletes it.
   *
   * @param options made by this object
   * @return whether it was deleted; else it was gone, or does not meet the options any more
   */
  boolean delete(KubernetesClient client, DeleteOptions options) {
    try {
      var unused = client.raw(path, "DELETE", options);
      return true;
    } catch (KubernetesClientException failure) {
      if (!isGone(failure)) {
        throw failure;
      }
      return false;
    }
  }

  /**
   * {@return whether a request failed because the object that it named with its unique ID is gone,
   * has changed, or has given its name to another one}
   */
  static boolean isGone(KubernetesClientException failure) {
    return failure.getCode() == HttpURLConnection.HTTP_CONFLICT
        || failure.getCode() == HttpURLConnection.HTTP_NOT_FOUND
        || Optional.ofNullable(failure.getStatus()).map(Status::getDetails).stream()
            .flatMap(details -> details.getCauses().stream())
            .anyMatch(cause -> UID.equals(cause.getField()));
  }
}
