package io.redisfailover.configuration.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.redisfailover.configuration.yaml.ByteSize;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.ConnectionErrors;
import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.config.StatisticsUser;
import io.redisfailover.proxy.config.Syslog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The operator writes the file of its proxies without knowing the classes that read it. That what
 * it writes follows the resource is tested there, against the objects that are read here.
 */
class OperatorFileTest {
  private static final Path OBJECTS =
      Path.of("..", "operator/src/test/resources/io/redisfailover/operator/desired");

  @TempDir Path folder;

  @Test
  void isTakenWithEveryFieldThatAResourceCanSet() throws Exception {
    ProcessConfig read = read("all-fields");

    assertThat(read)
        .isEqualTo(
            new ProcessConfig(
                "everything",
                ProcessConfig.Mode.PROMOTE,
                new RouteOnlySection(false, false),
                new ServersSection(
                    new ServersSection.Address(
                        "everything-master-0.everything-servers", 6379, List.of()),
                    new ServersSection.Address(
                        "everything-backup-0.everything-servers", 6379, List.of())),
                Optional.of(login("rf-proxy", "/etc/redis-failover/control/proxy-password")),
                new ListenSection("::", 6379, List.of(), 1),
                new TimeoutsSection(
                    Duration.ofMillis(1500),
                    Duration.ofMinutes(90),
                    Duration.ofHours(2),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(40),
                    Duration.ofMinutes(2),
                    Duration.ofSeconds(45),
                    Duration.ZERO,
                    Duration.ofSeconds(10)),
                new HoldSection(Duration.ofSeconds(20), 500),
                5000,
                200,
                5000,
                new CheckSection(
                    Duration.ofSeconds(2),
                    Optional.of(Duration.ofMillis(500)),
                    Optional.of(Duration.ofSeconds(1)),
                    Optional.of(Duration.ofMillis(500)),
                    3,
                    5,
                    CheckSection.InitialState.DOWN,
                    false,
                    10,
                    ConnectionErrors.OnError.FAIL_CHECK,
                    List.of(
                        "connect",
                        "send PING\\r\\n",
                        "expect string +PONG",
                        "send info\\ replication\\r\\n",
                        "expect rstring role:(master|slave)",
                        "send-binary 515549540d0a",
                        "expect binary 2b4f4b",
                        "expect min-recv 1 ! string -ERR",
                        "expect ok-status L6OK error-status L7STS tout-status L4TOUT on-success"
                            + " it\\ answers on-error it\\ refuses comment the\\ last\\ word rbinary"
                            + " ^2B4F4B")),
                new StatsSection(
                    true,
                    "::",
                    8181,
                    "/",
                    Optional.empty(),
                    Optional.of(login("admin", "/etc/redis-failover/stats/password")),
                    List.of(
                        new StatsUserSection(
                            "eva",
                            Optional.of(Path.of("/etc/redis-failover/stats-users/eva/password")),
                            Optional.empty(),
                            Optional.empty(),
                            StatisticsUser.Role.OPERATE)),
                    read.stats().realm(),
                    Duration.ofSeconds(10),
                    true,
                    Optional.empty()),
                new AccessLogSection(
                    AccessLogSettings.Format.JSON,
                    true,
                    Optional.of(
                        new AccessLogSection.SyslogSection(
                            "logs.monitoring.svc:514",
                            Syslog.Facility.LOCAL3,
                            Syslog.Form.RFC3164,
                            Syslog.Level.NOTICE,
                            true,
                            "redis-failover")),
                    Optional.empty()),
                new RuntimeApiSection(
                    List.of(
                        new RuntimeApiSection.Socket(
                            Optional.empty(),
                            Optional.empty(),
                            Optional.of("127.0.0.1"),
                            9999,
                            RuntimeLevel.ADMIN)),
                    false,
                    Duration.ofSeconds(10),
                    10),
                new FailoverSection(
                    new ByteSize(4L << 20),
                    new FailoverSection.Detection(Duration.ofMillis(2500)),
                    Server.MASTER,
                    read.failover().failback()),
                new ControlSection(
                    "::", 8182, Optional.of(Path.of("/etc/redis-failover/control/token"))),
                false,
                List.of(),
                false,
                read.recordFile(),
                Optional.of(Path.of("/etc/redis-failover/control/marker-key"))));
  }

  @Test
  void isTakenWithNothingButDefaults() throws Exception {
    assertThat(read("minimal").controller()).isFalse();
  }

  private static LoginSection login(String user, String file) {
    return new LoginSection(
        Optional.of(user), Optional.of(Path.of(file)), Optional.empty(), Optional.empty());
  }

  private ProcessConfig read(String example) throws Exception {
    Path file = folder.resolve("proxy.yaml");
    return ConfigFile.read(Files.writeString(file, written(example)));
  }

  private static String written(String example) throws IOException {
    YAMLMapper yaml = new YAMLMapper();
    try (MappingIterator<JsonNode> objects =
        yaml.readerFor(JsonNode.class).readValues(OBJECTS.resolve(example + ".yaml").toFile())) {
      return objects.readAll().stream()
          .map(object -> object.at("/data/proxy.yaml"))
          .filter(JsonNode::isTextual)
          .findFirst()
          .orElseThrow()
          .textValue();
    }
  }
}
