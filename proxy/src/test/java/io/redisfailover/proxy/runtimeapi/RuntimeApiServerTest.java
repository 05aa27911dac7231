package io.redisfailover.proxy.runtimeapi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.redisfailover.proxy.config.RuntimeApiSettings;
import io.redisfailover.proxy.config.RuntimeApiSettings.TcpSocket;
import io.redisfailover.proxy.config.RuntimeApiSettings.UnixSocket;
import io.redisfailover.proxy.config.RuntimeLevel;
import io.redisfailover.proxy.net.Sockets;
import io.redisfailover.proxy.net.Transport;
import io.redisfailover.proxy.stats.model.SampleStatuses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class RuntimeApiServerTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @EnumSource(Transport.class)
  void answersOnAUnixSocketThatOnlyItsUserReaches(Transport transport) throws Exception {
    Path socket = folder.resolve("admin.sock");
    try (RuntimeApiServer server = start(transport, unix(socket))) {
      assertThat(server.addresses()).isEmpty();
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
          .isEqualTo("rw-------");
      assertThat(RuntimeClient.ask(socket, "show version\n")).isEqualTo("0.1.0\n\n");
    }
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void answersOnATcpPort() throws Exception {
    TcpSocket tcp =
        new TcpSocket(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), RuntimeLevel.USER);
    try (RuntimeApiServer server = start(Transport.AUTO, tcp);
        Socket client = new Socket()) {
      client.connect(server.addresses().getFirst());
      client.getOutputStream().write("show sess\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
          .isEqualTo("Permission denied\n\n");
    }
  }

  @Test
  void answersCommandsThatCameTogetherAndThenCloses() throws Exception {
    Path socket = folder.resolve("s");
    try (RuntimeApiServer server = start(Transport.AUTO, unix(socket))) {
      assertThat(RuntimeClient.ask(socket, "show version;show backend\nshow version\n"))
          .isEqualTo("0.1.0\n\n# name\nredis\n\n0.1.0\n\n");
      assertThat(server.eventLoop().isShutdown()).isFalse();
    }
  }

  @ParameterizedTest
  @EnumSource(Transport.class)
  void answersAClientThatHasNothingMoreToSend(Transport transport) throws Exception {
    Path socket = folder.resolve("s");
    try (RuntimeApiServer server = start(transport, unix(socket));
        SocketChannel client = RuntimeClient.open(socket)) {
      client.write(ByteBuffer.wrap("prompt;show version\n".getBytes(StandardCharsets.US_ASCII)));
      client.shutdownOutput();
      assertThat(RuntimeClient.rest(client)).isEqualTo("\n> 0.1.0\n\n> ");
      assertThat(server.eventLoop().isShutdown()).isFalse();
    }
  }

  @Test
  void closesAConnectionThatIsSilentForTooLong() throws Exception {
    Path socket = folder.resolve("s");
    RuntimeApiSettings settings =
        new RuntimeApiSettings(List.of(unix(socket)), true, Duration.ofMillis(50), 1);
    try (RuntimeApiServer server = start(Transport.AUTO, settings);
        SocketChannel client = RuntimeClient.open(socket)) {
      assertThat(RuntimeClient.rest(client)).isEmpty();
      assertThat(server.eventLoop().isShutdown()).isFalse();
    }
  }

  @Test
  void closesOneConnectionTooManyAtOnce() throws Exception {
    Path socket = folder.resolve("s");
    RuntimeApiSettings settings =
        new RuntimeApiSettings(List.of(unix(socket)), true, Duration.ofMinutes(1), 1);
    try (RuntimeApiServer server = start(Transport.AUTO, settings);
        SocketChannel first = RuntimeClient.open(socket)) {
      first.write(ByteBuffer.wrap("prompt\n".getBytes(StandardCharsets.US_ASCII)));
      assertThat(first.read(ByteBuffer.allocate(10))).isPositive();
      try (SocketChannel second = RuntimeClient.open(socket)) {
        assertThat(RuntimeClient.rest(second)).isEmpty();
      }
      assertThat(server.eventLoop().isShutdown()).isFalse();
    }
  }

  @Test
  void closesAConnectionWithATooLongCommand() throws Exception {
    Path socket = folder.resolve("s");
    try (RuntimeApiServer server = start(Transport.AUTO, unix(socket));
        SocketChannel client = RuntimeClient.open(socket)) {
      client.write(
          ByteBuffer.wrap(
              "x".repeat(CommandBuffer.LONGEST + 1).getBytes(StandardCharsets.US_ASCII)));
      assertThat(RuntimeClient.rest(client)).isEmpty();
      assertThat(server.eventLoop().isShutdown()).isFalse();
    }
  }

  @Test
  void replacesTheSocketOfADeadProcess() throws Exception {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel dead = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      dead.bind(UnixDomainSocketAddress.of(socket));
    }
    assertThat(socket).exists();
    try (RuntimeApiServer server = start(Transport.AUTO, unix(socket))) {
      assertThat(RuntimeClient.ask(socket, "show version\n")).isEqualTo("0.1.0\n\n");
      assertThat(server.eventLoop().isShutdown()).isFalse();
    }
  }

  @Test
  void leavesTheSocketOfARunningProcessAlone() throws Exception {
    Path socket = folder.resolve("s");
    try (RuntimeApiServer running = start(Transport.AUTO, unix(socket))) {
      assertThatThrownBy(() -> start(Transport.AUTO, unix(socket)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "runtimeApi.sockets[0]: cannot bind %s (another process listens there); stop that process, or use another path."
                  .formatted(socket));
      assertThat(RuntimeClient.ask(socket, "show version\n")).isEqualTo("0.1.0\n\n");
      assertThat(running.eventLoop().isShutdown()).isFalse();
    }
  }

  @Test
  void leavesAFileThatIsNoSocketAlone() throws Exception {
    Path file = Files.writeString(folder.resolve("notes"), "precious");
    assertThatThrownBy(() -> start(Transport.AUTO, unix(file)))
        .hasMessageContaining("a file that is no socket is there");
    assertThat(file).hasContent("precious");
    assertThat(folder.toFile().list()).containsExactly("notes");
  }

  @Test
  void servesTheOtherSocketsWhenOneIsNotRequiredAndCannotBeBound() throws Exception {
    Path socket = folder.resolve("s");
    RuntimeApiSettings settings =
        new RuntimeApiSettings(
            List.of(unix(folder.resolve("missing").resolve("s")), unix(socket)),
            false,
            Duration.ofMinutes(1),
            1);
    try (RuntimeApiServer server = start(Transport.AUTO, settings)) {
      assertThat(RuntimeClient.ask(socket, "show version\n")).isEqualTo("0.1.0\n\n");
      assertThat(server.eventLoop().isShutdown()).isFalse();
    }
  }

  @Test
  void namesAFolderThatIsMissing() {
    Path socket = folder.resolve("missing").resolve("s");
    assertThatThrownBy(() -> start(Transport.AUTO, unix(socket)))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("does not exist, or this user may not write to it");
  }

  @Test
  void deletesNoSocketThatAnotherProcessHasPutIntoThePlace() throws Exception {
    Path socket = folder.resolve("s");
    try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      RuntimeApiServer server = start(Transport.AUTO, unix(socket));
      Files.delete(socket);
      other.bind(UnixDomainSocketAddress.of(socket));
      server.close();
      assertThat(socket).exists();
    }
  }

  private static UnixSocket unix(Path path) {
    return new UnixSocket(path, UnixSocket.DEFAULT_MODE, RuntimeLevel.ADMIN);
  }

  private static RuntimeApiServer start(Transport transport, RuntimeApiSettings.Socket socket)
      throws IOException {
    return start(transport, RuntimeApiSettings.on(socket));
  }

  private static RuntimeApiServer start(Transport transport, RuntimeApiSettings settings)
      throws IOException {
    return RuntimeApiServer.start(
        settings, SampleView.of(SampleStatuses.normal()), Sockets.of(transport));
  }
}
