package io.redisfailover.operator.desired;

/**
 * What the running servers have taken of what the Secrets say, as far as they have answered.
 *
 * @param internal whether all of them accept the newest passwords of operator, proxies and servers,
 *     and the files of all pods follow
 * @param applications whether all of them accept the newest password of the applications
 * @param users whether all of them have the further users with their newest passwords
 * @param markers whether the markers of both are signed by a key of the resource
 */
public record PasswordsTaken(
    boolean internal, boolean applications, boolean users, boolean markers) {
  /** Nothing is known to be taken. */
  public static final PasswordsTaken NOTHING = new PasswordsTaken(false, false, false, false);

  /** All of it is. */
  public static final PasswordsTaken EVERYTHING = new PasswordsTaken(true, true, true, true);
}
