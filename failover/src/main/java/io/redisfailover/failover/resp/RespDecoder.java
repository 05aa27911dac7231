package io.redisfailover.failover.resp;

import io.redisfailover.failover.command.Reply;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/**
 * Reads the replies of one connection in RESP2. An array becomes one reply with a line for each
 * element, nested ones flattened. Whatever a server sends, the replies to one packet cost no more
 * memory than a small multiple of their limit: nothing is set aside here for a length that is only
 * announced. For one thread.
 */
public final class RespDecoder {
  /** Of all replies to one packet together, where the packet says nothing else. */
  public static final int LARGEST_REPLY_BYTES = 1 << 20;

  /** Nothing that is asked here answers with more than one array in another. */
  static final int DEEPEST = 8;

  /** A length or a count: more digits cannot be within any limit. */
  private static final int LONGEST_NUMBER = 10;

  /** Nobody has said yet how many replies are awaited. */
  private static final int ANY = -1;

  /** All elements of a reply: nothing that is asked here answers with more than two. */
  static final int MOST_ELEMENTS = 4096;

  private static final byte[] NOTHING = {};

  /** Bytes that grow; what was taken is set free. */
  private static final class Bytes {
    private byte[] bytes = NOTHING;
    private int size;

    void add(byte one) {
      room(1);
      bytes[size++] = one;
    }

    void add(byte[] more, int offset, int length) {
      room(length);
      System.arraycopy(more, offset, bytes, size, length);
      size += length;
    }

    private void room(int more) {
      if (bytes.length - size < more) {
        bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * size));
      }
    }

    byte[] take() {
      byte[] taken = Arrays.copyOf(bytes, size);
      bytes = NOTHING;
      size = 0;
      return taken;
    }
  }

  private enum State {
    /** The first byte of a value is next. */
    TYPE,
    /** Within the first line of a value. */
    LINE,
    /** The second byte of the end of that line is next. */
    LINE_ENDED,
    /** Within a bulk string. */
    BULK,
    /** The line end behind a bulk string is next. */
    BULK_END,
    /** The second byte of that line end is next. */
    BULK_ENDED
  }

  private int limit;
  private final Bytes line = new Bytes();
  private final Bytes text = new Bytes();
  private final long[] missing = new long[DEEPEST];
  private int depth;
  private boolean first = true;
  private State state = State.TYPE;
  private byte type;
  private int bulkLeft;
  private long size;
  private long elements;
  private int awaited = ANY;

  /** One with the usual limit of {@link #LARGEST_REPLY_BYTES}. */
  public RespDecoder() {
    this(LARGEST_REPLY_BYTES);
  }

  /**
   * One with a limit of its own.
   *
   * @param limit how many bytes the replies to one packet may have on the wire, at least 1
   */
  public RespDecoder(int limit) {
    this.limit = limit;
  }

  /**
   * A packet is sent: what comes next are the replies to it, behind those that are awaited already.
   * From the first call on a byte that belongs to no awaited reply is refused, and the limit is for
   * all replies until none is awaited any more. Before it, every reply has the limit for itself.
   *
   * @param replies how many replies the packet gets; 0 to refuse what comes before the first packet
   */
  public void expect(int replies) {
    expect(replies, limit);
  }

  /**
   * The same, with another limit from here on.
   *
   * @param replies how many replies the packet gets
   * @param limitBytes how many bytes they may have on the wire, at least 1
   */
  public void expect(int replies, int limitBytes) {
    if (awaited <= 0) {
      awaited = 0;
      size = 0;
    }
    limit = limitBytes;
    awaited += replies;
  }

  /**
   * Takes bytes in, as they come.
   *
   * @param bytes an array that holds them; not kept
   * @param offset where they begin
   * @param length how many there are
   * @param replies gets each reply that is complete by them
   * @throws MalformedRespException when they are no RESP2, were not asked for or are too many; the
   *     connection is of no use afterwards
   */
  public void feed(byte[] bytes, int offset, int length, Consumer<Reply> replies)
      throws MalformedRespException {
    int at = offset;
    int end = offset + length;
    while (at < end) {
      if (state == State.BULK) {
        int taken = Math.min(bulkLeft, end - at);
        text.add(bytes, at, taken);
        bulkLeft -= taken;
        at += taken;
        grow(taken);
        if (bulkLeft == 0) {
          state = State.BULK_END;
        }
      } else {
        grow(1);
        take(bytes[at++], replies);
      }
    }
  }

  private void take(byte next, Consumer<Reply> replies) throws MalformedRespException {
    switch (state) {
      case TYPE -> {
        if (awaited == 0) {
          throw new MalformedRespException("the server says something that nobody asked for");
        }
        type = next;
        if (type != '+' && type != '-' && type != ':' && type != '$' && type != '*') {
          throw new MalformedRespException("the server speaks no RESP2");
        }
        state = State.LINE;
      }
      case LINE -> {
        if (next == '\r') {
          state = State.LINE_ENDED;
        } else if (next == '\n') {
          throw lineBroken();
        } else {
          line.add(next);
        }
      }
      case LINE_ENDED -> {
        // Readers differ in where a line with a lone CR in it ends, and so in what comes next.
        if (next != '\n') {
          throw lineBroken();
        }
        lineEnded(replies);
      }
      default -> {
        if (next != (state == State.BULK_END ? '\r' : '\n')) {
          throw new MalformedRespException("a bulk string of the server is longer than it says");
        }
        if (state == State.BULK_END) {
          state = State.BULK_ENDED;
        } else {
          state = State.TYPE;
          ended(replies, false);
        }
      }
    }
  }

  private void lineEnded(Consumer<Reply> replies) throws MalformedRespException {
    byte[] content = line.take();
    state = State.TYPE;
    switch (type) {
      case '$' -> bulk(number(content), replies);
      case '*' -> array(number(content), replies);
      default -> {
        element(content);
        ended(replies, type == '-');
      }
    }
  }

  private void bulk(long length, Consumer<Reply> replies) throws MalformedRespException {
    element(NOTHING);
    if (length < 0) {
      ended(replies, false);
      return;
    }
    if (length > limit - size) {
      throw tooLarge();
    }
    bulkLeft = (int) length;
    state = length == 0 ? State.BULK_END : State.BULK;
  }

  private void array(long length, Consumer<Reply> replies) throws MalformedRespException {
    if (length <= 0) {
      element(NOTHING);
      ended(replies, false);
      return;
    }
    if (depth == DEEPEST) {
      throw new MalformedRespException("a reply of the server is nested too deeply");
    }
    elements += length;
    if (elements > MOST_ELEMENTS) {
      throw new MalformedRespException(
          "a reply of the server has more than " + MOST_ELEMENTS + " elements");
    }
    missing[depth++] = length;
  }

  /** Begins the text of a value, on a line of its own within an array. */
  private void element(byte[] content) {
    if (!first) {
      text.add((byte) '\n');
    }
    first = false;
    text.add(content, 0, content.length);
  }

  /** A value is complete, and with it the arrays that it was the last element of. */
  private void ended(Consumer<Reply> replies, boolean error) {
    boolean nested = depth > 0;
    while (depth > 0 && --missing[depth - 1] == 0) {
      depth--;
    }
    if (depth > 0) {
      return;
    }
    String whole = new String(text.take(), StandardCharsets.UTF_8);
    first = true;
    elements = 0;
    if (awaited == ANY) {
      size = 0;
    } else {
      awaited--;
    }
    replies.accept(error && !nested ? Reply.error(whole) : Reply.ok(whole));
  }

  private void grow(int more) throws MalformedRespException {
    size += more;
    if (size > limit) {
      throw tooLarge();
    }
  }

  private MalformedRespException tooLarge() {
    return MalformedRespException.tooLarge(limit);
  }

  private static MalformedRespException lineBroken() {
    return new MalformedRespException("a line of the server does not end as it should");
  }

  /** {@return a length or a count; -1 for a null} */
  private static long number(byte[] digits) throws MalformedRespException {
    int length = digits.length;
    if (length == 2 && digits[0] == '-' && digits[1] == '1') {
      return -1;
    }
    long number = 0;
    boolean sound = length > 0 && length <= LONGEST_NUMBER;
    for (int i = 0; sound && i < length; i++) {
      sound = digits[i] >= '0' && digits[i] <= '9';
      number = number * 10 + digits[i] - '0';
    }
    if (!sound) {
      throw new MalformedRespException("a length of the server is no number, or far too large");
    }
    return number;
  }
}
