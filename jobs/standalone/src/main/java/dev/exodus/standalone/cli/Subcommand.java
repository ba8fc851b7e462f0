package dev.exodus.standalone.cli;

import java.util.concurrent.Callable;

/**
 * A command that a module outside this one adds to {@code ./exodus}: a class with picocli's {@code
 * Command} annotation and a public constructor without arguments, named in {@code
 * META-INF/services/dev.exodus.standalone.cli.Subcommand}. Its result is the exit code.
 */
public interface Subcommand extends Callable<Integer> {}
