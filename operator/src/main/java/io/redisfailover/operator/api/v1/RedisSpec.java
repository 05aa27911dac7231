package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.generator.annotation.Default;
import io.fabric8.generator.annotation.Size;
import io.fabric8.generator.annotation.ValidationRule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What both servers have in common.
 *
 * @param image what runs
 * @param imagePullPolicy when a node pulls it; absent for Kubernetes' own rule
 * @param imagePullSecrets with what it is pulled
 * @param config settings of redis.conf
 * @param resources what a server gets of a node
 * @param storage where the data are; absent for the pod's own short-lived disk
 * @param persistence what is written; absent for AOF with storage and none without
 * @param podTemplate what is laid over the pods of both servers
 * @param terminationGracePeriodSeconds how long a server has to hand over and stop
 */
@ApiType
@ValidationRule(
    value = "has(self.storage) == has(oldSelf.storage)",
    message =
        "The kind of storage cannot be changed: leave storage as it was when the resource was"
            + " created, or create another resource and copy the data.")
@ValidationRule(
    value =
        "!has(self.config) || !('save' in self.config)"
            + " || (has(self.persistence) && self.persistence == 'RDB')",
    message =
        "Write persistence: RDB beside config.save: without it no snapshots are made, and save"
            + " would have no effect.")
public record RedisSpec(
    @Default("redis:8.0")
        @Size(max = 512)
        @ValidationRule(
            value = "self.matches('^[^\\\\s]+$')",
            message = "Write an image such as redis:8.0, without blanks.")
        @JsonPropertyDescription(
            "The image of both servers: Redis 6.2 or newer, or Valkey 7.2 or newer. Redis 7.0 or"
                + " newer is recommended: older ones cannot carry the marker that says which server"
                + " has the newest data. Any image with a shell, redis-server and redis-cli (or"
                + " valkey-server and valkey-cli) on its PATH will do; its entry point is not used."
                + " A change is rolled out with a planned switch, the standby first.")
        String image,
    @Nullable
        @JsonPropertyDescription(
            "When a node pulls the image. Default: Always for the tag latest, else IfNotPresent.")
        PullPolicy imagePullPolicy,
    @Nullable
        @Size(max = 16)
        @JsonPropertyDescription(
            "Secrets with which nodes pull the image, and that of the proxies.")
        List<SecretReference> imagePullSecrets,
    @Nullable
        @Size(max = 100)
        @ValidationRule(value = ConfigRules.LINKS, message = ConfigRules.LINKS_SENTENCE)
        @ValidationRule(value = ConfigRules.READ_ONLY, message = ConfigRules.READ_ONLY_SENTENCE)
        @ValidationRule(value = ConfigRules.LOGIN, message = ConfigRules.LOGIN_SENTENCE)
        @ValidationRule(value = ConfigRules.ADDRESS, message = ConfigRules.ADDRESS_SENTENCE)
        @ValidationRule(value = ConfigRules.PROCESS, message = ConfigRules.PROCESS_SENTENCE)
        @ValidationRule(value = ConfigRules.APPEND_ONLY, message = ConfigRules.APPEND_ONLY_SENTENCE)
        @ValidationRule(value = ConfigRules.RENAME, message = ConfigRules.RENAME_SENTENCE)
        @ValidationRule(value = ConfigRules.CLUSTER, message = ConfigRules.CLUSTER_SENTENCE)
        @ValidationRule(value = ConfigRules.TLS, message = ConfigRules.TLS_SENTENCE)
        @ValidationRule(value = ConfigRules.PROTOCOL, message = ConfigRules.PROTOCOL_SENTENCE)
        @ValidationRule(value = ConfigRules.ONE_LINE, message = ConfigRules.ONE_LINE_SENTENCE)
        @JsonPropertyDescription(
            "Settings of redis.conf by their names in lower case, for instance maxmemory: 256mb."
                + " Values are texts: quote numbers, yes and no. What Redis can change while it"
                + " runs is changed so; the rest is rolled out with a planned switch. Settings by"
                + " which the failover protocol protects the data are refused.")
        Map<String, @Size(max = 1024) String> config,
    @Nullable
        @JsonPropertyDescription(
            "CPU and memory of each server. Set config.maxmemory to clearly less than the memory"
                + " limit: a copy for the other server and the snapshot need room too.")
        Resources resources,
    @Nullable
        @JsonPropertyDescription(
            "A volume for each server. Absent: data live as long as the pod does, in an emptyDir,"
                + " and only the other server has a copy.")
        Storage storage,
    @Nullable
        @JsonPropertyDescription(
            "What a server writes to its disk. AOF: every write, flushed each second. RDB: a"
                + " snapshot now and then (config.save says when). None: nothing. Default: AOF with"
                + " storage, None without.")
        Persistence persistence,
    @Nullable
        @JsonPropertyDescription(
            "Laid over the pods of both servers, before master.podTemplate and backup.podTemplate.")
        PodTemplate podTemplate,
    @Default("60")
        @ValidationRule(
            value = "self >= 35 && self <= 3600",
            message =
                "Write 35 to 3600: handing over to the other server may take 20 seconds, and the"
                    + " end of Redis 10 more.")
        @JsonPropertyDescription(
            "Seconds that a server has to hand over to the other one and to stop. Give more where"
                + " writing a snapshot at the end takes long.")
        Integer terminationGracePeriodSeconds) {}
