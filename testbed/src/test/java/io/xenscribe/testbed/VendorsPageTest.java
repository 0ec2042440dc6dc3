package io.xenscribe.testbed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** docs/vendors.md does what it says: its files are written, its commands given, and their answers compared. */
class VendorsPageTest {

    private static final Path PAGE = Places.PROJECT.resolve("docs/vendors.md");
    private static final Path EXAMPLES = Places.PROJECT.resolve("examples/mappings");

    @TempDir
    Path folder;

    /**
     * A block between fences.
     *
     * @param name of the file that it is, after the language; empty for what is none
     */
    private record Block(String language, String name, List<String> lines) {}

    /** One command of a console, and what it answers. */
    private record Command(String text, List<String> answer) {}

    @Test
    void theCommandsAnswerAsThePageSays() throws IOException {
        int given = 0;
        for (Block block : blocks()) {
            if (!block.name().isEmpty()) {
                Path file = folder.resolve(block.name());
                Files.createDirectories(file.getParent());
                Files.write(file, block.lines());
                Files.copy(
                        EXAMPLES.resolve("acme.tests.yaml"),
                        file.resolveSibling("acme.tests.yaml"),
                        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
            }
            for (Command command : commands(block)) {
                assertThat(answer(command)).as(command.text()).isEqualTo(command.answer());
                given++;
            }
        }
        assertThat(given).isGreaterThanOrEqualTo(4);
    }

    @Test
    void theVariantIsTheExample() throws IOException {
        List<String> example = Files.readAllLines(EXAMPLES.resolve("acme.yaml"));
        Block shown = blocks().stream()
                .filter(block -> block.name().endsWith("acme.yaml"))
                .findFirst()
                .orElseThrow();
        assertThat(shown.lines())
                .hasSizeLessThanOrEqualTo(10)
                .isEqualTo(
                        example.stream().filter(line -> !line.startsWith("#")).toList());
    }

    private List<String> answer(Command command) {
        String line = "cd " + folder + " && PATH=" + Places.TREE + "/bin:$PATH && " + command.text();
        Run run = Run.of(List.of("sh", "-c", line));
        List<String> answer = new ArrayList<>();
        run.lines()
                .forEach(text -> answer.add(text.replace(folder + "/", "")
                        .replace(Places.TREE.toString(), "/opt/xenscribe")
                        .stripTrailing()));
        return answer;
    }

    private static List<Block> blocks() throws IOException {
        List<Block> blocks = new ArrayList<>();
        Block open = null;
        for (String line : Files.readAllLines(PAGE)) {
            if (line.startsWith("```") && open == null) {
                String[] words = (line.substring(3) + " ").split(" ", 2);
                open = new Block(words[0], words[1].strip(), new ArrayList<>());
            } else if (line.startsWith("```")) {
                blocks.add(open);
                open = null;
            } else if (open != null) {
                open.lines().add(line);
            }
        }
        return blocks;
    }

    private static List<Command> commands(Block block) {
        List<Command> commands = new ArrayList<>();
        if (block.language().equals("console")) {
            for (String line : block.lines()) {
                if (line.startsWith("$ ")) {
                    commands.add(new Command(line.substring(2), new ArrayList<>()));
                } else {
                    commands.getLast().answer().add(line);
                }
            }
        }
        return commands;
    }
}
