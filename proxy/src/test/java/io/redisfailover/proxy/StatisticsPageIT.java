package io.redisfailover.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.redisfailover.failover.command.PairSecrets;
import io.redisfailover.failover.marker.MarkerKeys;
import io.redisfailover.failover.model.Endpoints;
import io.redisfailover.failover.model.Server;
import io.redisfailover.proxy.check.CheckSettings;
import io.redisfailover.proxy.config.BasicAuth;
import io.redisfailover.proxy.config.Checks;
import io.redisfailover.proxy.config.Limits;
import io.redisfailover.proxy.config.Listen;
import io.redisfailover.proxy.config.Mode;
import io.redisfailover.proxy.config.ProxyConfig;
import io.redisfailover.proxy.config.StatisticsSettings;
import io.redisfailover.proxy.routing.ServerAdmin;
import io.redisfailover.proxy.stats.SampleContent;
import io.redisfailover.realredis.client.RespClient;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testsupport.browser.HeadlessBrowser;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The page of a real proxy in a real browser. Pictures of it are in {@code target/page}, to be
 * looked at.
 */
@Timeout(240)
class StatisticsPageIT {
  private static final Path PICTURES = Path.of("target", "page");
  private static final Duration LONG = Duration.ofSeconds(30);

  @TempDir Path folder;
  private RedisProcess master;
  private RedisProcess backup;
  private Proxy proxy;
  private Proxy.Addresses addresses;
  private HeadlessBrowser browser;
  private volatile Optional<BasicAuth> users = Optional.of(SampleContent.logins());
  private boolean stopped;

  @BeforeEach
  void start() throws Exception {
    Optional<Path> program = HeadlessBrowser.program();
    assumeTrue(program.isPresent(), "no browser: put chromium into PATH");
    master = RedisProcess.start();
    backup = RedisProcess.start();
    proxy = new Proxy(config());
    addresses = proxy.start();
    await().atMost(LONG).until(() -> proxy.route().routing().equals(Optional.of(Server.MASTER)));
    browser = HeadlessBrowser.start(program.get(), folder.resolve("profile"));
    browser.listen();
    browser.look(1400, 900, false);
  }

  @AfterEach
  void stop() {
    List.of(
            Optional.<AutoCloseable>ofNullable(browser),
            Optional.<AutoCloseable>ofNullable(proxy).filter(running -> !stopped),
            Optional.<AutoCloseable>ofNullable(master),
            Optional.<AutoCloseable>ofNullable(backup))
        .forEach(each ->
            each.ifPresent(open -> {
              try {
                open.close();
              } catch (Exception failure) {
                throw new IllegalStateException(failure);
              }
            }));
  }

  @Test
  void anOperatorDrainsAServerAndShutsItsSessionsDownByClicks() throws Exception {
    try (RespClient client = new RespClient(addresses.clients())) {
      client.call("SET", "key", "1");
      browser.open(page("admin:adminpassword"));
      browser.click("details[data-key=Master] summary");
      browser.picture(PICTURES.resolve("acts-open.png"));
      browser.clickThrough("details[data-key=Master] button[value=drain]");

      assertThat(browser.text()).contains("Done: Master is set to drain.");
      assertThat(browser.evaluate("location.pathname").asText()).isEqualTo("/;st=DONE");
      assertThat(proxy.snapshot().master().admin().state()).isEqualTo(ServerAdmin.State.DRAIN);
      assertThat(client.call("GET", "key")).isEqualTo("1");
      browser.awaitTrue("document.body.innerText.includes('drained')");

      browser.click("details[data-key=Master] summary");
      browser.clickThrough("details[data-key=Master] button[value=shutdown]");
      assertThat(browser.text()).contains("Done: 1 session of Master was shut down.");
      browser.open(page("") + ";sessions");
      browser.picture(PICTURES.resolve("acts-done.png"));
    }
    browser.click("details[data-key=Master] summary");
    browser.clickThrough("details[data-key=Master] button[value=maint]");
    assertThat(proxy.snapshot().master().admin().state()).isEqualTo(ServerAdmin.State.MAINT);
    browser.awaitTrue("!!document.querySelector('tr.maintenance')");
    browser.picture(PICTURES.resolve("maintenance.png"));
    browser.click("details[data-key=Master] summary");
    browser.clickThrough("details[data-key=Master] button[value=ready]");
    assertThat(proxy.snapshot().master().admin()).isEqualTo(ServerAdmin.USUAL);
    assertThat(browser.complaints()).isEmpty();
  }

  @Test
  void thePageFollowsWhatHappensWithoutAReloadAndKeepsWhatIsOpen() throws Exception {
    browser.open(page("admin:adminpassword"));
    browser.click("details[data-key=Backup] summary");
    long loads = browser.loads();
    browser.evaluate("window.notReloaded = true");
    master.kill();

    browser.awaitTrue("document.body.innerText.includes('Master → Backup')");
    browser.awaitTrue("document.title.startsWith('Backup ')");
    assertThat(browser.evaluate("window.notReloaded").asBoolean()).isTrue();
    assertThat(
            browser.evaluate("document.querySelector('details[data-key=Backup]').open").asBoolean())
        .isTrue();
    assertThat(browser.loads()).isEqualTo(loads);
    assertThat(browser.text()).contains("Live");
    assertThat(browser.complaints()).isEmpty();

    stopped = true;
    proxy.stop();
    browser.awaitTrue("document.body.innerText.includes('Not updated since')");
    browser.picture(PICTURES.resolve("stale.png"));
  }

  @Test
  void aViewerIsOfferedNothingAndAPageWithoutRefreshStandsStill() throws Exception {
    browser.open(page("viewer:look-only-password"));
    assertThat(browser.evaluate("document.querySelectorAll('form[method=post]').length").asInt())
        .isZero();
    browser.open(page("") + ";norefresh");
    assertThat(browser.evaluate("document.getElementById('live').textContent").asText()).isEmpty();
  }

  @Test
  void aPageWhoseUserIsRemovedSaysSoOnceAndAsksNoMore() throws Exception {
    browser.open(page("viewer:look-only-password"));
    browser.awaitTrue("document.getElementById('live').textContent === 'Live'");
    users = Optional.of(SampleContent.viewer("another", "password-of-another"));

    browser.awaitTrue("document.body.innerText.includes('reload the page to log in')");
    // Long before the page would ask again, and long after it.
    int soon = requestsAfter(1000);
    assertThat(requestsAfter(6000)).isEqualTo(soon);
    browser.picture(PICTURES.resolve("logged-out.png"));
  }

  private int requestsAfter(int millis) {
    browser.evaluate("window.since = performance.now()");
    browser.awaitTrue("performance.now() - window.since > " + millis);
    return browser.evaluate("performance.getEntriesByType('resource').length").asInt();
  }

  /** The browser knows the login and sends it along; the page of another site lacks all else. */
  @Test
  void aPageOfAnotherSiteHasNothingDone() throws Exception {
    browser.open(page("admin:adminpassword"));
    HttpServer evil = evil();
    try {
      long before = browser.loads();
      browser.open("http://localhost:%d/".formatted(evil.getAddress().getPort()));
      await().atMost(LONG).until(() -> browser.loads() > before + 1);
      assertThat(browser.text()).contains("The request does not come from this page");
    } finally {
      evil.stop(0);
    }
    assertThat(proxy.snapshot().master().admin()).isEqualTo(ServerAdmin.USUAL);
  }

  @Test
  void isReadableOnEveryWidthLightAndDark() throws Exception {
    try (RespClient client = new RespClient(addresses.clients())) {
      client.call("SET", "key", "1");
      backup.kill();
      browser.open(page("admin:adminpassword"));
      browser.open(page("") + ";sessions;norefresh");
      for (int width : List.of(375, 800, 1400)) {
        for (boolean dark : List.of(false, true)) {
          browser.look(width, 900, dark);
          browser.picture(PICTURES.resolve(width + (dark ? "-dark" : "-light") + ".png"));
          assertThat(browser.evaluate("document.documentElement.scrollWidth").asInt())
              .as("width %d", width)
              .isLessThanOrEqualTo(width);
        }
      }
    }
  }

  private HttpServer evil() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    byte[] body =
        """
        <!DOCTYPE html><title>evil</title>
        <form method="post" action="%s"><input name="s" value="Master"><input name="action" value="maint"></form>
        <script>addEventListener("load", () => setTimeout(() => document.forms[0].submit(), 100))</script>
        """
            .formatted(page(""))
            .getBytes(StandardCharsets.UTF_8);
    server.createContext(
        "/",
        exchange -> {
          exchange.getResponseHeaders().set("content-type", "text/html");
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private String page(String login) {
    return "http://%s127.0.0.1:%d/"
        .formatted(
            login.isEmpty() ? "" : login + "@", addresses.statistics().orElseThrow().getPort());
  }

  private ProxyConfig config() throws IOException {
    InetSocketAddress any = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    return new ProxyConfig(
            "proxy-1",
            Listen.on(any),
            new Endpoints(RedisPair.at(master), RedisPair.at(backup)),
            PairSecrets.withoutLogin(MarkerKeys.NONE))
        .withMode(new Mode.RouteOnly(false, false))
        .withChecks(new Checks(CheckSettings.every(Duration.ofMillis(200)), Optional.empty()))
        .withLimits(Limits.DEFAULT.withTimeouts(LONG, LONG, Duration.ofMillis(200)))
        .withStatistics(StatisticsSettings.on(any, () -> users));
  }
}
