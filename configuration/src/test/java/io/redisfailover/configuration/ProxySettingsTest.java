package io.redisfailover.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.configuration.file.ConfigFile;
import io.redisfailover.configuration.file.ProcessConfig;
import io.redisfailover.proxy.check.CheckSettings;
import io.redisfailover.proxy.check.HealthCounter;
import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.Checks;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.config.StatisticsUser;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file means for the proxy. */
class ProxySettingsTest {
  private static final String SERVERS =
      """
      servers:
        master: {host: 127.0.0.1}
        backup: {host: 127.0.0.2}
      mode: RouteOnly
      """;

  @TempDir Path folder;

  @Test
  void acceptsEachLineOfThePasswordsOfTheStatisticsAsTheFileHasThemNow() throws Exception {
    Path file = Files.writeString(folder.resolve("word"), "\n new \nformer\n");
    ProxyConfig proxy = proxy("passwordFile: word");
    assertThat(admits(proxy, "new")).isTrue();
    assertThat(admits(proxy, "former")).isTrue();
    Files.writeString(file, "new\n");
    assertThat(admits(proxy, "new")).isTrue();
    assertThat(admits(proxy, "former")).isFalse();
    Files.writeString(file, "\n");
    assertThat(admits(proxy, "new")).as("no line is no password").isTrue();
  }

  @Test
  void takesTheIntervalsAndTheFirstStateOfAServer() throws Exception {
    CheckSettings plain = checks("check: {interval: 2s}").settings();
    assertThat(plain.fastInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(plain.downInterval()).isEqualTo(Duration.ofSeconds(2));
    assertThat(plain.initial()).isEqualTo(HealthCounter.Initial.DOWN);
    CheckSettings named =
        checks("check: {fastInterval: 100ms, downInterval: 5s, initial: fully-up}").settings();
    assertThat(named.fastInterval()).isEqualTo(Duration.ofMillis(100));
    assertThat(named.downInterval()).isEqualTo(Duration.ofSeconds(5));
    assertThat(named.initial()).isEqualTo(HealthCounter.Initial.FULLY_UP);
  }

  @Test
  void namesTheSocketsOfTheRuntimeApi() throws Exception {
    assertThat(read("name: x").runtimeApi()).as("off without a socket").isEmpty();
    RuntimeApiSettings api =
        read("""
        runtimeApi:
          timeout: 30s
          sockets:
            - {path: admin.sock, mode: '0660', level: admin}
            - {path: /run/b.sock}
            - {address: 127.0.0.1, port: 9999, level: user}
        """)
            .runtimeApi()
            .orElseThrow();
    assertThat(api.required()).isTrue();
    assertThat(api.timeout()).isEqualTo(Duration.ofSeconds(30));
    assertThat(api.sockets())
        .containsExactly(
            new RuntimeApiSettings.UnixSocket(
                folder.resolve("admin.sock"), 0660, RuntimeLevel.ADMIN),
            new RuntimeApiSettings.UnixSocket(Path.of("/run/b.sock"), 0600, RuntimeLevel.OPERATOR),
            new RuntimeApiSettings.TcpSocket(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 9999), RuntimeLevel.USER));
  }

  @Test
  void refusesAPasswordWithoutALine() {
    assertThatThrownBy(() -> proxy("password: ' '"))
        .isInstanceOf(StartException.class)
        .hasMessage("stats.auth.password: is empty; set it, or use passwordFile.");
  }

  private Checks checks(String section) throws Exception {
    return read(section + "\nstats: {enabled: false}\n").checks();
  }

  private ProxyConfig proxy(String password) throws Exception {
    return read("stats: {address: 127.0.0.1, auth: {username: admin, " + password + "}}\n");
  }

  private ProxyConfig read(String sections) throws Exception {
    Path file = Files.writeString(folder.resolve("proxy.yaml"), SERVERS + sections);
    ProcessConfig config = ConfigFile.read(file);
    return ProxySettings.of(
        config, Addresses.named(config.servers()), ServerLogin.of(config), () -> "token");
  }

  /** Nobody may act on the page unless the file says so. */
  @Test
  void givesEachUserOfThePageTheRoleOfTheFile() throws Exception {
    BasicAuth logins =
        read("""
        stats:
          address: 127.0.0.1
          auth: {username: admin, password: one}
          users:
            - {username: eva, password: two}
            - {username: otto, password: three, role: operate}
        """)
            .statistics()
            .orElseThrow()
            .auth()
            .get()
            .orElseThrow();

    assertThat(logins.user(basic("admin:one")))
        .contains(new StatisticsUser("admin", StatisticsUser.Role.VIEW));
    assertThat(logins.user(basic("eva:two")))
        .contains(new StatisticsUser("eva", StatisticsUser.Role.VIEW));
    assertThat(logins.user(basic("otto:three")))
        .contains(new StatisticsUser("otto", StatisticsUser.Role.OPERATE));
    assertThat(logins.user(basic("otto:two"))).isEmpty();
    assertThat(logins.isOperated()).isTrue();
  }

  private static Optional<String> basic(String login) {
    byte[] shown = login.getBytes(StandardCharsets.UTF_8);
    return Optional.of("Basic " + Base64.getEncoder().encodeToString(shown));
  }

  private static boolean admits(ProxyConfig proxy, String password) {
    BasicAuth login = proxy.statistics().orElseThrow().auth().get().orElseThrow();
    byte[] shown = ("admin:" + password).getBytes(StandardCharsets.UTF_8);
    return login
        .user(Optional.of("Basic " + Base64.getEncoder().encodeToString(shown)))
        .isPresent();
  }
}
