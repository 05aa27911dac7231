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
 * Two Redis servers, proxies in front of them, and one address for clients.
 *
 * <p>The name is limited so that every name made from it fits: the longest is a label of the
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
    message = "Write a name of at most 40 characters: names of pods and Services are made from it.")
@ValidationRule(
    value = "self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
    message =
        "Write a name that begins with a lower-case letter and has only lower-case letters, digits"
            + " and '-': a Service gets the same name.")
@ValidationRule(
    value =
        "!self.metadata.name.endsWith('-nodes') && !self.metadata.name.endsWith('-stats')"
            + " && !self.metadata.name.endsWith('-readonly')",
    message =
        "Write a name that does not end in -nodes, -stats or -readonly: a resource without that"
            + " ending makes Services with these names.")
@AdditionalPrinterColumn(
    name = "Active",
    jsonPath = ".status.active",
    getDescription = "The server that takes the clients.")
@AdditionalPrinterColumn(
    name = "In-Sync",
    jsonPath = ".status.conditions[?(@.type==\"InSync\")].status",
    getDescription = "Whether the standby could take over with nothing lost.")
@AdditionalPrinterColumn(
    name = "Lag",
    jsonPath = ".status.nodes[?(@.role==\"Standby\")].lag",
    getDescription = "How far the standby is behind.")
@AdditionalPrinterColumn(
    name = "Proxies",
    jsonPath = ".status.proxies.ready",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "How many proxies are ready.")
@AdditionalPrinterColumn(
    name = "Ready",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].status",
    getDescription = "Whether clients are served.")
@AdditionalPrinterColumn(
    name = "Epoch",
    jsonPath = ".status.epoch",
    type = AdditionalPrinterColumn.Type.INTEGER,
    getDescription = "Number of the line of the active server; it grows with every change.")
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
    name = "Last-Failover",
    jsonPath = ".status.lastFailover.time",
    type = AdditionalPrinterColumn.Type.DATE,
    priority = 1,
    getDescription = "When another server became active for the last time.")
@AdditionalPrinterColumn(
    name = "Reason",
    jsonPath = ".status.conditions[?(@.type==\"Ready\")].message",
    priority = 1,
    getDescription = "The sentence of the moment.")
public final class RedisFailover extends CustomResource<RedisFailoverSpec, RedisFailoverStatus>
    implements Namespaced {
  private static final long serialVersionUID = 1L;

  @Override
  @Required
  @JsonPropertyDescription(
      "What is wanted. An empty spec gives two Redis servers with generated passwords, two"
          + " proxies, and the address NAME.NAMESPACE.svc:6379.")
  public RedisFailoverSpec getSpec() {
    return super.getSpec();
  }

  @Override
  @JsonPropertyDescription("What is there; written by the operator alone.")
  public RedisFailoverStatus getStatus() {
    return super.getStatus();
  }
}
