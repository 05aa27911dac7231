package io.redisfailover.configuration;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.util.LogbackMDCAdapter;
import ch.qos.logback.core.joran.spi.JoranException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;

/** The last place before the log: whatever a message quotes, it is one line. */
class LogFormatTest {
  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void makesOneLineOfEachMessageAndCommandsNoTerminal() throws JoranException {
    String logged = logged("Refused\n2026-01-01 ERROR Proxy: forged\u001b[2J\u009bm\u202ex\u2028y");
    assertThat(logged.lines()).hasSize(1);
    assertThat(logged).endsWith("Refused?2026-01-01 ERROR Proxy: forged?[2J?m?x?y\n");
  }

  @Test
  @ResourceLock(Resources.SYSTEM_ERR)
  void leavesEveryOtherMessageAsItIs() throws JoranException {
    assertThat(logged("Größe µs 数据 \uD83D\uDE00")).endsWith("Größe µs 数据 \uD83D\uDE00\n");
  }

  private static String logged(String message) throws JoranException {
    PrintStream before = System.err;
    ByteArrayOutputStream captured = new ByteArrayOutputStream();
    System.setErr(new PrintStream(captured, true, StandardCharsets.UTF_8));
    LoggerContext context = new LoggerContext();
    context.setMDCAdapter(new LogbackMDCAdapter());
    context.start();
    try {
      JoranConfigurator configurator = new JoranConfigurator();
      configurator.setContext(context);
      URL shipped = Objects.requireNonNull(LogFormatTest.class.getResource("/logback.xml"));
      configurator.doConfigure(shipped);
      context.getLogger("Proxy").warn("{}", message);
    } finally {
      context.stop();
      System.setErr(before);
    }
    return captured.toString(StandardCharsets.UTF_8);
  }
}
