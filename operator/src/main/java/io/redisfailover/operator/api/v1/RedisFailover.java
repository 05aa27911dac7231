package io.redisfailover.operator.api.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonPropertyDescription;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.generator.annotation.Required;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.Kind;
import io.fabric8.kubernetes.model.annotation.Plural;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Singular;
import io.fabric8.kubernetes.model.annotation.Version;

/**
 * The custom resource: two Redis servers, proxies in front of them, and one address for clients.
 *
 * <p>The name is limited so that every derived name fits: the longest is a label of the
 * StatefulSet's pods, {@code NAME-master-} and ten characters more, in 63.
 */
@Group("redisfailover.io")
@Version("v1")
@Kind("RedisFailover")
@Singular("redisfailover")
@Plural("redisfailovers")
@ShortNames({"rf", "redisfailover"})
@JsonIgnoreProperties(ignoreUnknown = true)
@ValidationRule(
    value = "size(self.metadata.name) <= 40",
    message =
        "must have a name of at most 40 characters: pods and Services derive their"
            + " names from it")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "must have a name that begins with a lower-case letter and contains only"
            + " lower-case letters, digits and '-': a Service has the same name")
@ValidationRule(
    value =
        "!self.metadata.name.endsWith('-servers') && !self.metadata.name.endsWith('-stats')"
            + " && !self.metadata.name.endsWith('-readonly')",
    message =
        "must have a name that does not end in -servers, -stats or -readonly: another"
            + " resource creates Services with these names")
@AdditionalPrinterColumn(
    name = "Phase",
    jsonPath = ".status.phase",
    getDescription = "What the pair does; Blocked when an administrator must decide.")
@AdditionalPrinterColumn(
    name = "Active",
    jsonPath = ".status.active",
    getDescription = "The server to which proxies route clients.")
@AdditionalPrinterColumn(
    name = "In-Sync",
    jsonPath = ".status.conditions[?(@.type==\"InSync\")].status",
    getDescription = "Whether the standby is in sync and can take over.")
@AdditionalPrinterColumn(
    name = "Lag",
    jsonPath = ".status.servers[?(@.role==\"Standby\")].lag",
    getDescription = "How many bytes the standby lacks, as a class: None, Small or Large.")
@AdditionalPrinterColumn(
    name = "Proxies",
    jsonPath = ".status.proxies.ready",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "Number of ready proxies.")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    getDescription = "Whether clients can connect and reach the active server.")
@AdditionalPrinterColumn(
    name = "Epoch",
    jsonPath = ".status.epoch",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "Number of the current epoch; it grows with every role change.")
@AdditionalPrinterColumn(
    name = "Age",
    jsonPath = ".metadata.creationTimestamp",
    type = AdditionalPrinterColumn.Type.DATE)
@AdditionalPrinterColumn(
    name = "Endpoint",
    jsonPath = ".status.endpoint",
    priority = 1,
    getDescription = "Where clients connect.")
@AdditionalPrinterColumn(
    name = "Last-Change",
    jsonPath = ".status.lastRoleChange.time",
    type = AdditionalPrinterColumn.Type.DATE,
    priority = 1,
    getDescription = "Time of the last role change.")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1,
    getDescription = "The message of the condition Ready.")
public final class RedisFailover extends CustomResource<RedisFailoverSpec, RedisFailoverStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription(
      "The desired state. An empty spec creates two Redis servers with generated"
          + " passwords, two proxies, and the address NAME.NAMESPACE.svc:6379.")
  public RedisFailoverSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("The observed state. Only the operator writes it.")
  public RedisFailoverStatus getStatus() {
    return super.getStatus();
  }
}
