package io.redisfailover.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.redisfailover.realredis.process.FreePort;
import io.redisfailover.realredis.process.RedisProcess;
import io.redisfailover.testbed.installation.ChildJvm;
import io.redisfailover.testsupport.browser.HeadlessBrowser;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An operator has the controller of the process carry out a switchover, by a click on its page. */
@Timeout(240)
class PageSwitchoverIT {
  private static final Path PICTURES = Path.of("target", "page");

  @TempDir Path folder;

  @Test
  void switchesOverByAClickAndRefusesADecisionThatNobodyAsksFor() throws Exception {
    Optional<Path> program = HeadlessBrowser.program();
    assumeTrue(program.isPresent(), "no browser: put chromium into PATH");
    int port = FreePort.find();
    try (StartedServers servers = new StartedServers()) {
      RedisProcess master = servers.startParked();
      RedisProcess backup = servers.startParked();
      try (ChildJvm process = start(master, backup, port);
          HeadlessBrowser browser =
              HeadlessBrowser.start(program.get(), folder.resolve("profile"))) {
        Awaitility.await()
            .atMost(Duration.ofSeconds(60))
            .until(() -> (process.output() + process.errors()).contains("Accepting clients"));
        browser.look(1400, 900, false);
        browser.listen();
        String page = "http://127.0.0.1:%d/".formatted(port);
        browser.open(page.replace("//", "//eva:word-of-eva@"));
        browser.awaitTrue("document.body.innerText.includes('Backup can take over.')");
        browser.picture(PICTURES.resolve("before-switchover.png"));

        browser.click("details[data-key=Backup] summary");
        browser.clickThrough("details[data-key=Backup] button[value=switchover]");
        assertThat(browser.text()).contains("Done: ");
        browser.awaitTrue("document.title.startsWith('Backup ')");
        browser.awaitTrue("document.body.innerText.includes('Master can take over.')");
        assertThat(backup.info("role")).isEqualTo("master");
        browser.picture(PICTURES.resolve("after-switchover.png"));
        browser.look(375, 800, true);
        browser.picture(PICTURES.resolve("after-switchover-375-dark.png"));

        browser.click("details[data-key=Master] summary");
        browser.clickThrough("details[data-key=Master] button[value='keep-data-of']");
        assertThat(browser.text()).contains("Not done: ");
        assertThat(backup.info("role")).isEqualTo("master");
        assertThat(browser.complaints()).isEmpty();
        assertThat(process.errors())
            .contains("User eva asked on the statistics page, from 127.0.0.1:")
            .contains("to switch over to Backup; done:")
            .contains("to keep the data of Master; not done:")
            .doesNotContain("word-of-eva");
      }
    }
  }

  private ChildJvm start(RedisProcess master, RedisProcess backup, int page) throws Exception {
    Path file =
        Files.writeString(
            folder.resolve("test.yaml"),
            """
            servers:
              master: {host: 127.0.0.1, port: %d}
              backup: {host: 127.0.0.1, port: %d}
            listen: {address: 127.0.0.1, port: 0}
            control: {address: 127.0.0.1, port: 0}
            stats:
              address: 127.0.0.1
              port: %d
              description: the pair of the shop
              users:
                - {username: eva, password: word-of-eva, role: operate}
            failover: {failback: {policy: Manual}}
            timeouts: {drain: 0s}
            """
                .formatted(master.port(), backup.port(), page));
    return ChildJvm.start(folder, StandaloneMain.class, "--config", file.toString());
  }
}
