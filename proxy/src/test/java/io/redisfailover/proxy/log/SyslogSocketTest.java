package io.redisfailover.proxy.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.unix.Socket;
import io.redisfailover.proxy.config.AccessLogSettings;
import io.redisfailover.proxy.config.Syslog;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lines to a Unix socket, as {@code /dev/log} is one. */
class SyslogSocketTest {
  @TempDir Path folder;

  @BeforeEach
  void needsLinux() {
    assumeTrue(Epoll.isAvailable(), "Unix sockets for datagrams need Linux");
  }

  @Test
  void takesEachLineAndGoesOnWhenTheReceiverWasStartedAgain() throws IOException {
    Syslog syslog =
        new Syslog(
            UnixDomainSocketAddress.of(path()),
            Syslog.Facility.LOCAL0,
            Syslog.Form.RFC3164,
            "haproxy");
    AccessLogSettings settings =
        new AccessLogSettings(AccessLogSettings.Format.TCPLOG, false, Optional.of(syslog));
    try (AccessLog log = new AccessLog(settings, InstantSource.system())) {
      Socket receiver = receiver();
      log.write(SampleSessions.served(1, 10));
      assertThat(received(receiver)).startsWith("<134>").contains(" haproxy[", " redis/Master ");
      receiver.close();
      Files.delete(path());

      Socket again = receiver();
      Awaitility.await()
          .until(() -> {
            log.write(SampleSessions.served(1, 11));
            return text(again).filter(line -> line.contains(" 11 -- ")).isPresent();
          });
      again.close();
    }
  }

  @Test
  void tellsThatNobodyListensOrThatTheReceiverDoesNotKeepUp() throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(path());
    Assertions.assertThatThrownBy(() -> SyslogSocket.open(address)).isInstanceOf(IOException.class);
    Socket receiver = receiver();
    try (SyslogSocket sender = SyslogSocket.open(address)) {
      Assertions.assertThatThrownBy(
              () -> {
                for (int i = 0; i < 100_000; i++) {
                  sender.send("a line".getBytes(StandardCharsets.UTF_8));
                }
              })
          .isInstanceOf(IOException.class)
          .hasMessage("its receiver does not keep up");
    }
    receiver.close();
  }

  private Path path() {
    return folder.resolve("log");
  }

  private Socket receiver() throws IOException {
    Socket receiver = Socket.newSocketDomainDgram();
    receiver.bind(new DomainSocketAddress(path().toString()));
    return receiver;
  }

  private static String received(Socket receiver) {
    return Awaitility.await().until(() -> text(receiver), Optional::isPresent).orElseThrow();
  }

  private static Optional<String> text(Socket receiver) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocateDirect(2_000);
    int length = receiver.recv(bytes, 0, bytes.capacity());
    byte[] text = new byte[Math.max(0, length)];
    bytes.get(0, text);
    return length <= 0 ? Optional.empty() : Optional.of(new String(text, StandardCharsets.UTF_8));
  }
}
