package io.redisfailover.testbed.link;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One connection through a link, and its other half. */
final class LinkedPair {
  private static final int CHUNK_BYTES = 64 * 1024;

  private final Socket near;
  private final Wires wires;
  private volatile @Nullable String party;
  private @Nullable Socket far;
  private LinkFault fault = LinkFault.NONE;

  /**
   * A pair whose second half is not there yet.
   *
   * @param near the half of the party
   * @param wires what watches what it sends
   */
  LinkedPair(Socket near, Wires wires) {
    this.near = near;
    this.wires = wires;
  }

  /** Watches what parties send. */
  @FunctionalInterface
  interface Wires {
    /** {@return whether these bytes of this pair's party may go on to the server} */
    boolean letPass(LinkedPair pair, String bytes);
  }

  /** {@return the port of the party's end} */
  int port() {
    return near.getPort();
  }

  /** {@return who that is; empty while nobody has looked} */
  Optional<String> party() {
    return Optional.ofNullable(party);
  }

  /** Takes in who that is. */
  void belongsTo(String name) {
    party = name;
  }

  /** Takes the fault of the moment; one that is set meanwhile comes after it. */
  synchronized void begin(Supplier<LinkFault> present) {
    set(present.get());
  }

  /** Carries bytes both ways until one side ends. */
  void run(int target) {
    try {
      // A connection of a silent link exists for the party only: the server does not know of it.
      awaitSound(true);
      Socket server = dial(target);
      Thread back = Thread.ofVirtual().start(() -> carry(server, near, false));
      carry(near, server, true);
      back.join();
    } catch (IOException refused) {
      reset();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  private Socket dial(int target) throws IOException {
    Socket server = new Socket(InetAddress.getLoopbackAddress(), target);
    server.setTcpNoDelay(true);
    near.setTcpNoDelay(true);
    synchronized (this) {
      far = server;
    }
    return server;
  }

  private void carry(Socket from, Socket to, boolean towardsServer) {
    byte[] chunk = new byte[CHUNK_BYTES];
    // Where it breaks: who reads learns it on the way that the bytes go, who writes on the way
    // back.
    boolean broken = towardsServer;
    try {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
        awaitSound(towardsServer);
        if (!towardsServer || letsPass(chunk, length)) {
          broken = !towardsServer;
          out.write(chunk, 0, length);
          broken = towardsServer;
        }
      }
      awaitSound(towardsServer);
      to.shutdownOutput();
    } catch (IOException ended) {
      resetWhenSound(broken);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
  }

  /** A silent link does not tell either that a connection is broken. */
  private void resetWhenSound(boolean towardsServer) {
    try {
      awaitSound(towardsServer);
    } catch (IOException reset) {
      // That is the next thing anyway.
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    }
    reset();
  }

  private boolean letsPass(byte[] chunk, int length) {
    String bytes = new String(chunk, 0, length, StandardCharsets.ISO_8859_1);
    return wires.letPass(this, bytes);
  }

  /** Waits out a silence and a delay. */
  private void awaitSound(boolean towardsServer) throws InterruptedException, IOException {
    long delay;
    synchronized (this) {
      while (fault instanceof LinkFault.Silent(boolean there, boolean back)
          && (towardsServer ? there : back)) {
        wait();
      }
      if (fault instanceof LinkFault.Reset) {
        throw new IOException("the link resets connections");
      }
      delay = fault instanceof LinkFault.Delayed(var time) ? time.toMillis() : 0;
    }
    if (delay > 0) {
      Thread.sleep(delay);
    }
  }

  synchronized void set(LinkFault now) {
    fault = now;
    notifyAll();
    if (now instanceof LinkFault.Reset) {
      reset();
    }
  }

  /** Ends both halves with a reset, and whoever waits for a silent link to heal. */
  synchronized void reset() {
    fault = new LinkFault.Reset();
    notifyAll();
    abort(near);
    if (far != null) {
      abort(far);
    }
  }

  private static void abort(Socket socket) {
    try {
      socket.setSoLinger(true, 0);
      socket.close();
    } catch (IOException gone) {
      // It is closed either way.
    }
  }
}
