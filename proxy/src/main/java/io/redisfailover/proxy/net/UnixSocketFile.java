package io.redisfailover.proxy.net;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The file of a listening Unix socket. The socket is made in a folder that only this user enters,
 * gets its permissions there, and is then put into its place: nobody reaches it with other ones,
 * and the place is never empty. What a dead process has left there is replaced; anything else is
 * kept, and is an error.
 */
public final class UnixSocketFile {
  /** What Linux takes, without the byte that ends it. */
  public static final int LONGEST_PATH = 107;

  private static final int FILE_TYPE = 0170000;
  private static final int SOCKET = 0140000;

  private final Path path;
  private final Optional<Object> identity;

  private UnixSocketFile(Path path, Optional<Object> identity) {
    this.path = path;
    this.identity = identity;
  }

  /**
   * A bound socket.
   *
   * @param channel listens
   * @param file its file, to be deleted in the end
   */
  public record Bound(Channel channel, UnixSocketFile file) {}

  /**
   * Binds a socket. Blocks for a moment.
   *
   * @param section the key of the configuration file that names it
   * @param bootstrap a server that lacks only its address
   * @param sockets the transport
   * @param path the file, absolute
   * @param mode its permissions, as of {@code chmod}
   * @return the listening channel
   * @throws IOException when it cannot be bound, with a sentence of what to do
   */
  public static Bound bind(
      String section, ServerBootstrap bootstrap, Sockets sockets, Path path, int mode)
      throws IOException {
    Path folder = Objects.requireNonNull(path.getParent(), "the path has a folder");
    try {
      requireVacant(path);
      return bindIn(privateFolder(folder), bootstrap, sockets, path, mode);
    } catch (Unbindable why) {
      throw new IOException(
          "%s: cannot bind %s (%s); %s.".formatted(section, path, why.getMessage(), why.remedy),
          why);
    } catch (IOException other) {
      throw new IOException(
          "%s: cannot bind %s (%s); make the folder writable to this user, or use another path."
              .formatted(section, path, other.getMessage()),
          other);
    }
  }

  private static Bound bindIn(
      Path made, ServerBootstrap bootstrap, Sockets sockets, Path path, int mode)
      throws IOException {
    try {
      Path socket = made.resolve("s");
      if (Math.max(socket.toString().length(), path.toString().length()) > LONGEST_PATH) {
        throw new Unbindable("the path is too long for a socket", "use a shorter one");
      }
      ChannelFuture bound =
          bootstrap.bind(sockets.domain().addresses().apply(socket)).awaitUninterruptibly();
      if (!bound.isSuccess()) {
        throw new Unbindable(String.valueOf(bound.cause().getMessage()), "use another path");
      }
      try {
        Files.setPosixFilePermissions(socket, permissions(mode));
        Files.move(
            socket, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException unmoved) {
        bound.channel().close().awaitUninterruptibly();
        Files.deleteIfExists(socket);
        throw unmoved;
      }
      return new Bound(bound.channel(), new UnixSocketFile(path, identity(path)));
    } finally {
      Files.deleteIfExists(made);
    }
  }

  /** Deletes the file, unless another process has put its own into the place. */
  public void delete() throws IOException {
    if (identity.isPresent() && identity.equals(identity(path))) {
      Files.deleteIfExists(path);
    }
  }

  private static Path privateFolder(Path folder) throws IOException {
    try {
      return Files.createTempDirectory(
          folder,
          ".",
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException unmade) {
      throw new Unbindable(
          "the folder " + folder + " does not exist, or this user may not write to it",
          "create it for the user of the process");
    }
  }

  private static void requireVacant(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!isSocket(path)) {
      throw new Unbindable("a file that is no socket is there", "remove it, or use another path");
    }
    try (SocketChannel trial = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      // Else it would wait for a process that does not accept.
      trial.configureBlocking(false);
      trial.connect(UnixDomainSocketAddress.of(path));
    } catch (ConnectException nobodyListens) {
      return;
    } catch (IOException kept) {
      throw new Unbindable(
          "a socket is there that this user may not connect to",
          "stop the process that listens there, remove the file, or use another path");
    }
    throw new Unbindable("another process listens there", "stop that process, or use another path");
  }

  private static boolean isSocket(Path path) throws IOException {
    Object mode = Files.getAttribute(path, "unix:mode", LinkOption.NOFOLLOW_LINKS);
    return mode instanceof Integer bits && (bits & FILE_TYPE) == SOCKET;
  }

  private static Optional<Object> identity(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS)
        ? Optional.ofNullable(
            Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .fileKey())
        : Optional.empty();
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] fromHighest = PosixFilePermission.values();
    for (int bit = 0; bit < fromHighest.length; bit++) {
      if ((mode & (0400 >> bit)) != 0) {
        permissions.add(fromHighest[bit]);
      }
    }
    return permissions;
  }

  /** Why it cannot be bound, and what to do. */
  private static final class Unbindable extends IOException {
    private static final long serialVersionUID = 1;
    private final String remedy;

    Unbindable(String wrong, String remedy) {
      super(wrong);
      this.remedy = remedy;
    }
  }
}
