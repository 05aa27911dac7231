package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Settings of both servers.
 *
 * @param image image of the servers
 * @param imagePullPolicy pull policy; absent for the default of Kubernetes
 * @param imagePullSecrets pull secrets
 * @param config settings of redis.conf
 * @param modules modules that the servers load
 * @param resources CPU and memory of a server
 * @param storage volumes; absent for an emptyDir
 * @param persistence persistence; absent for AOF with storage and none without
 * @param podTemplate patch for the pods of both servers
 * @param terminationGracePeriodSeconds time for handover and shutdown
 */
@ApiType
@ValidationRule(
    value = "has(self.storage) == has(oldSelf.storage)",
    message =
        "must not add or remove storage after creation: create another resource and"
            + " copy the data")
@ValidationRule(
    value =
        "!has(self.config) || !('save' in self.config)"
            + " || (has(self.persistence) && self.persistence == 'RDB')",
    message =
        "must set persistence: RDB to use config.save: without it Redis writes no" + " snapshots")
public record RedisSpec(
    @Default("redis:8.0")
        @Size(max = 512)
        @ValidationRule(
            value = "self.matches('^[^\\\\s]+$')",
            message = "must be an image such as redis:8.0, without spaces")
        @JsonPropertyDescription(
            "Image of both servers: Redis 6.2 or newer, or Valkey 7.2 or newer. Redis 7.0"
                + " or newer is recommended: older releases cannot store the marker that says"
                + " which server has the newest data. Use any image with a shell, redis-server"
                + " and redis-cli (or valkey-server and valkey-cli) on its PATH; its entry point"
                + " is not used. The operator rolls out a change with a switchover, the standby"
                + " first.")
        String image,
    @Nullable
        @JsonPropertyDescription(
            "When a node pulls the image. Default: Always for the tag latest, otherwise"
                + " IfNotPresent.")
        PullPolicy imagePullPolicy,
    @Nullable
        @Size(max = 16)
        @JsonPropertyDescription(
            "Secrets with which nodes pull the images of the servers and the proxies.")
        List<SecretReference> imagePullSecrets,
    @Nullable
        @Size(max = 100)
        @ValidationRule(value = RedisConfigRules.LINKS, message = RedisConfigRules.LINKS_SENTENCE)
        @ValidationRule(
            value = RedisConfigRules.READ_ONLY,
            message = RedisConfigRules.READ_ONLY_SENTENCE)
        @ValidationRule(value = RedisConfigRules.LOGIN, message = RedisConfigRules.LOGIN_SENTENCE)
        @ValidationRule(
            value = RedisConfigRules.ADDRESS,
            message = RedisConfigRules.ADDRESS_SENTENCE)
        @ValidationRule(
            value = RedisConfigRules.PROCESS,
            message = RedisConfigRules.PROCESS_SENTENCE)
        @ValidationRule(
            value = RedisConfigRules.APPEND_ONLY,
            message = RedisConfigRules.APPEND_ONLY_SENTENCE)
        @ValidationRule(value = RedisConfigRules.RENAME, message = RedisConfigRules.RENAME_SENTENCE)
        @ValidationRule(
            value = RedisConfigRules.CLUSTER,
            message = RedisConfigRules.CLUSTER_SENTENCE)
        @ValidationRule(value = RedisConfigRules.TLS, message = RedisConfigRules.TLS_SENTENCE)
        @ValidationRule(
            value = RedisConfigRules.PROTOCOL,
            message = RedisConfigRules.PROTOCOL_SENTENCE)
        @ValidationRule(value = RedisConfigRules.NAMES, message = RedisConfigRules.NAMES_SENTENCE)
        @ValidationRule(
            value = RedisConfigRules.ONE_LINE,
            message = RedisConfigRules.ONE_LINE_SENTENCE)
        @JsonPropertyDescription(
            "Settings of redis.conf by their names in lower case, for example maxmemory:"
                + " 256mb. Values are strings: quote numbers, yes and no. The operator sets what"
                + " Redis can change while it runs, and rolls out the rest with a switchover."
                + " Settings that the failover protocol needs are rejected.")
        Map<String, @Size(max = 1024) String> config,
    @Nullable
        @Size(max = 32)
        @ValidationRule(
            value = "self.all(m, m.startsWith('/') && !m.matches('[[:cntrl:]]'))",
            message =
                "must be paths in the image, each on one line, such as"
                    + " /usr/local/lib/redis/modules/rejson.so")
        @JsonPropertyDescription(
            "Modules that both servers load: the path of each in the image, with its arguments"
                + " behind it. The entry point of the image is not used, so modules that it would"
                + " load are to be named here. The operator rolls out a change with a switchover.")
        List<@Size(max = 1024) String> modules,
    @Default("{\"requests\": {\"cpu\": \"100m\", \"memory\": \"128Mi\"}}")
        @JsonPropertyDescription(
            "CPU and memory of each server. Set config.maxmemory well below the memory"
                + " limit: a full sync and a snapshot need memory too. A server without requests"
                + " is the last to get a processor and the first to be evicted.")
        ResourcesSpec resources,
    @Nullable
        @JsonPropertyDescription(
            "A volume for each server. Default: an emptyDir that is deleted with the pod;"
                + " only the other server then has a copy.")
        Storage storage,
    @Nullable
        @JsonPropertyDescription(
            "What a server writes to its disk. AOF: every write, flushed each second. RDB:"
                + " snapshots at the times of config.save. None: nothing. Default: AOF with"
                + " storage, None without.")
        Persistence persistence,
    @Nullable
        @JsonPropertyDescription(
            "Patch for the pods of both servers, applied before master.podTemplate and"
                + " backup.podTemplate.")
        PodTemplate podTemplate,
    @Default("60")
        @ValidationRule(
            value = "self >= 35 && self <= 3600",
            message =
                "must be 35 to 3600: a handover can take 20 seconds, and the shutdown of Redis"
                    + " 10 more")
        @JsonPropertyDescription(
            "Seconds for a server's handover and shutdown. Increase it where the final"
                + " snapshot takes long.")
        Integer terminationGracePeriodSeconds) {}
