package io.redisfailover.operator.desired;

import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.VolumeMountBuilder;
import io.redisfailover.operator.api.v1.RedisFailover;
import io.redisfailover.operator.api.v1.ServerName;
import io.redisfailover.operator.api.v1.Storage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Volumes of a server's pod.
 *
 * <p>The volume claims are separate objects, not made from a template of the StatefulSet:
 * Kubernetes does not allow to change that template, so storage could not grow in place. A claim
 * that is retained has no owner, so it outlives its resource and its StatefulSet.
 */
final class RedisVolumes {
  private RedisVolumes() {}

  /** {@return the volumes of a server's pod} */
  static List<Volume> of(RedisFailover resource, ServerName server) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(data(resource, server));
    volumes.add(
        new VolumeBuilder()
            .withName("config")
            .withNewConfigMap()
            .withName(Names.redis(resource))
            .withDefaultMode(PodDefaults.CONFIG_MODE)
            .endConfigMap()
            .build());
    volumes.addAll(secrets(resource));
    volumes.add(
        new VolumeBuilder()
            .withName("run")
            .withNewEmptyDir()
            .withMedium("Memory")
            .withSizeLimit(new Quantity("1Mi"))
            .endEmptyDir()
            .build());
    return volumes;
  }

  /** That of the users may be missing, so that the first user restarts no server. */
  private static List<Volume> secrets(RedisFailover resource) {
    List<Volume> volumes = new ArrayList<>();
    volumes.add(
        secret("control", Names.controlSecret(resource))
            .editSecret()
            .withItems(GeneratedSecrets.PASSWORDS.stream().map(RedisVolumes::item).toList())
            .endSecret()
            .build());
    if (!resource.getSpec().auth().disabled()) {
      volumes.add(auth(resource));
    }
    volumes.add(
        secret("users", Names.aclSecret(resource))
            .editSecret()
            .withOptional(true)
            .endSecret()
            .build());
    return volumes;
  }

  /**
   * The scripts read the files password and username. A key of another name is projected to the
   * former; the latter may be missing, and a Secret without the former starts no server.
   */
  private static Volume auth(RedisFailover resource) {
    String secret = Names.authSecret(resource);
    String key = Names.authKey(resource);
    if (key.equals(GeneratedSecrets.PASSWORD)) {
      return secret("auth", secret).build();
    }
    return new VolumeBuilder()
        .withName("auth")
        .withNewProjected()
        .withDefaultMode(PodDefaults.SECRET_MODE)
        .addNewSource()
        .withNewSecret()
        .withName(secret)
        .addNewItem(key, null, GeneratedSecrets.PASSWORD)
        .endSecret()
        .endSource()
        .addNewSource()
        .withNewSecret()
        .withName(secret)
        .addNewItem(GeneratedSecrets.USERNAME, null, GeneratedSecrets.USERNAME)
        .withOptional(true)
        .endSecret()
        .endSource()
        .endProjected()
        .build();
  }

  private static VolumeBuilder secret(String volume, String name) {
    return new VolumeBuilder()
        .withName(volume)
        .withNewSecret()
        .withSecretName(name)
        .withDefaultMode(PodDefaults.SECRET_MODE)
        .endSecret();
  }

  /** {@return their mounts in the server's container} */
  static List<VolumeMount> mounts(RedisFailover resource) {
    List<VolumeMount> mounts = new ArrayList<>();
    mounts.add(mount("data", "/data", false));
    mounts.add(mount("config", Mounts.CONFIG, true));
    mounts.add(mount("control", Mounts.CONTROL, true));
    if (!resource.getSpec().auth().disabled()) {
      mounts.add(mount("auth", Mounts.AUTH, true));
    }
    mounts.add(mount("users", Mounts.USERS, true));
    mounts.add(mount("run", Mounts.RUN, false));
    return mounts;
  }

  /** {@return whether there are volumes that outlive the resource} */
  static boolean stay(RedisFailover resource) {
    Storage storage = resource.getSpec().redis().storage();
    return storage != null && storage.retain();
  }

  /** {@return the claim for a server's volume} */
  static PersistentVolumeClaim claim(RedisFailover resource, ServerName server, Storage storage) {
    String name = Names.volumeClaim(resource, server);
    Map<String, String> labels = Labels.of(resource, server);
    return new PersistentVolumeClaimBuilder()
        .withMetadata(
            storage.retain()
                ? Metadata.unowned(resource, name, labels)
                : Metadata.owned(resource, name, labels))
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(storage.storageClassName())
        .withNewResources()
        .withRequests(Map.of("storage", new Quantity(storage.size())))
        .endResources()
        .endSpec()
        .build();
  }

  private static Volume data(RedisFailover resource, ServerName server) {
    VolumeBuilder data = new VolumeBuilder().withName("data");
    return resource.getSpec().redis().storage() == null
        ? data.withNewEmptyDir().endEmptyDir().build()
        : data.withNewPersistentVolumeClaim()
            .withClaimName(Names.volumeClaim(resource, server))
            .endPersistentVolumeClaim()
            .build();
  }

  private static KeyToPath item(String key) {
    return new KeyToPath(key, null, key);
  }

  private static VolumeMount mount(String name, String path, boolean readOnly) {
    VolumeMountBuilder mount = new VolumeMountBuilder().withName(name).withMountPath(path);
    return readOnly ? mount.withReadOnly(true).build() : mount.build();
  }
}
