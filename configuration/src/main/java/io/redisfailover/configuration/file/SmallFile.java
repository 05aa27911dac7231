package io.redisfailover.configuration.file;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads files that are small by their nature. A wrong path can name one that has no end. They are
 * read while the process runs, by threads that must not wait: a pipe would stop them until somebody
 * writes to it, so nothing but a regular file is opened.
 */
public final class SmallFile {
  /** Largest configuration file, in bytes. */
  public static final int LARGEST_CONFIGURATION = 1 << 20;

  /** Largest file with a password, a token or the keys of the markers, in bytes. */
  public static final int LARGEST_SECRET = 16 << 10;

  private SmallFile() {}

  /** The file has more bytes than it may have. */
  public static final class TooLargeException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeException(int most) {
      super("more than " + most + " bytes");
    }
  }

  /** It is no file, but a pipe, a device, a socket or a folder. */
  public static final class NoFileException extends IOException {
    private static final long serialVersionUID = 1L;

    NoFileException() {
      super("not a regular file");
    }
  }

  /**
   * Reads a file with a secret.
   *
   * @throws IOException as {@link #read}, with {@link #LARGEST_SECRET} bytes
   */
  public static String secret(Path file) throws IOException {
    return read(file, LARGEST_SECRET, StandardCharsets.UTF_8);
  }

  /**
   * Reads a file of text.
   *
   * @param most bytes that it may have, at least 0; no more than one byte more is read
   * @param charset how its characters are written
   * @throws NoFileException when it is not a regular file, or a link to one
   * @throws TooLargeException when it has more
   * @throws CharacterCodingException when it is not in that charset
   * @throws IOException when it cannot be read
   */
  public static String read(Path file, int most, Charset charset) throws IOException {
    if (Files.exists(file) && !Files.isRegularFile(file)) {
      throw new NoFileException();
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(most + 1);
      if (bytes.length > most) {
        throw new TooLargeException(most);
      }
      return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    }
  }
}
