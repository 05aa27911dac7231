package io.redisfailover.operator.desired;

import static io.redisfailover.operator.Samples.example;
import static io.redisfailover.operator.Samples.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.redisfailover.operator.Yaml;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The file of the proxies. */
class ProxyFileTest {
  private static final PageUsers ADMIN = new PageUsers("admin", List.of(), List.of());

  @Test
  void namesTheServersByTheNamesOfTheirPods() {
    JsonNode file = file("{}");
    assertThat(file.at("/servers/master/host").asText()).isEqualTo("cache-master-0.cache-servers");
    assertThat(file.at("/servers/backup/host").asText()).isEqualTo("cache-backup-0.cache-servers");
  }

  @Test
  void writesDurationsWithOneUnitAndSizesInBytes() {
    JsonNode file = file("{proxy: {timeouts: {client: 1h30m}}, failover: {maxLag: 4M}}");
    assertThat(file.at("/timeouts/client").asText()).isEqualTo("5400s");
    assertThat(file.at("/failover/maxLag").asLong()).isEqualTo(4_000_000);
  }

  /** A cluster of IPv6 alone gives its pods no other address. */
  @Test
  void listensOnEveryFamilyThatTheClusterMayHave() {
    for (String key : List.of("/listen/address", "/stats/address", "/control/address")) {
      assertThat(file("{}").at(key).asText()).as(key).isEqualTo("::");
      assertThat(file("{proxy: {service: {ipFamilies: [IPv4]}}}").at(key).asText())
          .as(key)
          .isEqualTo("0.0.0.0");
    }
  }

  @Test
  void namesFilesInsteadOfPasswords() {
    assertThat(file("{}").at("/auth/passwordFile").asText())
        .isEqualTo("/etc/redis-failover/control/proxy-password");
    assertThat(file("{}").findValues("password")).isEmpty();
  }

  @Test
  void isTheSameWhateverOnlyTheOperatorNeeds() {
    assertThat(
            file(
                "{failover: {preferred: Backup, failback: {policy: Manual, delay: 1m}},"
                    + " paused: true}"))
        .isEqualTo(file("{}"));
  }

  @Test
  void writesCheckStepsInTheLanguageOfTcpCheck() {
    JsonNode steps = Yaml.read(ProxyFile.of(example("all-fields"), ADMIN)).at("/check/steps");
    assertThat(steps)
        .map(JsonNode::asText)
        .containsExactly(
            "connect",
            "send PING\\r\\n",
            "expect string +PONG",
            "send info\\ replication\\r\\n",
            "expect rstring role:(master|slave)",
            "send-binary 515549540d0a",
            "expect binary 2b4f4b",
            "expect min-recv 1 ! string -ERR",
            "expect ok-status L6OK error-status L7STS tout-status L4TOUT on-success it\\ answers"
                + " on-error it\\ refuses comment the\\ last\\ word rbinary ^2B4F4B");
  }

  @Test
  void saysNothingOfALogAndAnApiThatAreAsUsual() {
    assertThat(file("{}").has("accessLog")).isFalse();
    assertThat(file("{}").has("runtimeApi")).isFalse();
    assertThat(file("{}").at("/stats").has("users")).isFalse();
  }

  @Test
  void opensTheRuntimeApiInsideThePodOnly() {
    JsonNode file = file("{proxy: {runtimeApi: {}}}").at("/runtimeApi");
    assertThat(file.at("/sockets/0/path").asText()).isEqualTo("/tmp/runtime-api.sock");
    assertThat(file.at("/sockets/0/level").asText()).isEqualTo("operator");
    assertThat(file.at("/required").asText()).isEqualTo("off");
    JsonNode tcp = file("{proxy: {runtimeApi: {level: User, port: 9999}}}").at("/runtimeApi");
    assertThat(tcp.at("/sockets/0/address").asText()).isEqualTo("127.0.0.1");
    assertThat(tcp.at("/sockets/0/port").asInt()).isEqualTo(9999);
    assertThat(tcp.at("/sockets/0/level").asText()).isEqualTo("user");
  }

  @Test
  void escapesWhatWouldEndAWord() {
    JsonNode file =
        file("proxy: {check: {steps: [{send: \"a \\\"b\\\" #c 'd' \\\\e\\t\\u0001\"}]}}");
    assertThat(file.at("/check/steps/0").asText())
        .isEqualTo("send a\\ \\\"b\\\"\\ \\#c\\ \\'d\\'\\ \\\\e\\t\\x01");
  }

  private static JsonNode file(String spec) {
    return Yaml.read(ProxyFile.of(withSpec(spec), ADMIN));
  }
}
