# Prints the comparison from what against_llama_cpp measured: table.py RESULTS VERSION THREADS.
# Runs on the interpreter alone, without its library.
import json
import os
import sys

results, version, threads = sys.argv[1:4]

# Its drafter's step against a pass, by the bytes that both read (Q8_0 drafter, Q4_0 model).
LLAMA_STEP = 0.065
LAYERS_IN_ALL_TO_LAYERS_IN_SHORT = 48 / 6


def lines(name):
    with open(f"{results}/{name}.jsonl", encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.startswith("{")]


def median(values):
    values = sorted(values)
    middle = len(values) // 2
    return values[middle] if len(values) % 2 else (values[middle - 1] + values[middle]) / 2


class Figure:
    """A median with its lowest and highest value."""

    def __init__(self, values):
        self.value, self.low, self.high = median(values), min(values), max(values)

    def __str__(self):
        return f"{self.value:.2f} ({self.low:.2f} to {self.high:.2f})"


def llama(name, prompt, generated, depth=0):
    return Figure([run["avg_ts"] for run in lines(name)
                   if (run["n_prompt"], run["n_gen"], run.get("n_depth", 0)) == (prompt, generated, depth)])


def ours(name, section, key):
    return Figure([run[section][key]["value"] for run in lines(name) if section in run])


def best_drafting(acceptance, pass_costs, step):
    """The most that drafting gains at any depth: tokens of a round over its cost in passes of one row."""
    best = 1.0
    for depth in range(1, max(pass_costs)):
        if depth + 1 in pass_costs:
            tokens = sum(acceptance ** i for i in range(depth + 1))
            best = max(best, tokens / (pass_costs[depth + 1] + depth * step))
    return best


def llama_at_depth(depth):
    """Tokens a second there; from the six-layer model by the time that it takes longer for each layer."""
    whole = [run for run in lines("depth") if run["n_depth"] == depth and run["model_size"] > 4e9]
    if whole:
        return median([run["avg_ts"] for run in whole])
    extra = 1 / llama("depth", 0, 16, depth).value - 1 / llama("depth", 0, 16, 0).value
    return 1 / (1 / llama("rates", 0, 32).value + extra * LAYERS_IN_ALL_TO_LAYERS_IN_SHORT)


def start_seconds():
    """From the command to the first token, without the time for reading the question."""
    return Figure([run["ended"] - run["began"] - run["answer"]["stats"]["prefill_seconds"] for run in lines("start")])


def compare(name, text, prompt):
    """A model or setting without a bar: decoding by the pass over one row, and a prompt."""
    decoded = 1000 / ours(name, "passes", "pass_1").value
    read = ours(name, f"prompt_{prompt}", "rate").value
    runs = lines(name)
    theirs = {run["n_prompt"]: run["avg_ts"] for run in runs if "avg_ts" in run}
    print(f"  {text:<34} decode {theirs[0]:>7.2f} {decoded:>8.2f} {decoded / theirs[0]:>7.2f} x"
          f"   prompt {theirs[prompt]:>8.2f} {read:>8.2f} {read / theirs[prompt]:>7.2f} x")


def verdict(value, must, aim, less=False):
    if must is None:
        return ""
    reached = (lambda bar: value <= bar) if less else (lambda bar: value >= bar)
    return "aim reached" if reached(aim) else "good" if reached(must) else "MISSED"


def row(text, value, must=None, aim=None, less=False, note=""):
    bars = f"{'<=' if less else '>='} {must:g} / {aim:g}" if must is not None else ""
    print(f"{text:<66}{value:>8.3f}  {bars:<16} {verdict(value, must, aim, less):<12} {note}".rstrip())


def own_ratios(name, section):
    for key, figure in lines(name)[0].get(section, {}).items():
        if "must" in figure:
            values = Figure([run[section][key]["value"] for run in lines(name)])
            row(f"{section}: {key}", values.value, figure["must"], figure["aim"], figure["less_is_better"],
                f"{values.low:.3f} to {values.high:.3f}")


def main():
    with open(f"{results}/backend.txt", encoding="utf-8") as file:
        backend = file.read().strip().rsplit("/", 1)[-1]
    print(f"llama.cpp {version}, {backend or 'built-in'}; {threads} threads; rounds in turn: {len(lines('passes'))}\n")

    generated, read = llama("rates", 0, 32), llama("rates", 512, 0)
    decoded, prompt = ours("drafting", "drafting", "off_rate"), ours("passes", "prompt_512", "rate")
    drafted = ours("drafting", "drafting", "auto_80_rate")
    one_row = llama("batches", 1, 0).value
    costs = {rows: rows * one_row / llama("batches", rows, 0).value for rows in (1, 2, 3, 4, 5, 6, 8)}
    gain = best_drafting(0.8, costs, LLAMA_STEP)
    deep = llama_at_depth(4096)
    pass_empty = ours("drafting", "depth_4096", "pass_1_empty").value
    pass_deep = ours("drafting", "depth_4096", "pass_1").value
    decoded_deep = 1 / (1 / decoded.value + (pass_deep - pass_empty) / 1000)

    print("tokens a second, median (lowest to highest)")
    for text, theirs, own in (("decode, empty context", generated, decoded), ("prompt of 512 tokens", read, prompt),
                              ("decode behind 4096 tokens", f"{deep:.2f}", f"{decoded_deep:.2f}"),
                              ("decode, 80 % of the drafts right", f"{generated.value * gain:.2f}", drafted)):
        print(f"  {text:<34} llama.cpp {theirs!s:<26} Alcove {own!s}")
    print("  llama.cpp's pass over 2, 3, 4, 5, 6, 8 rows against 1 row: "
          + ", ".join(f"{costs[rows]:.2f}" for rows in (2, 3, 4, 5, 6, 8)))

    print(f"\n{'ratio':<66}{'':>8}  must / aim")
    row("decode without drafting against llama.cpp", decoded.value / generated.value, 1.40, 1.55)
    row("prompt of 512 tokens against llama.cpp", prompt.value / read.value, 2.4, 3.0)
    row("decode behind 4096 tokens against llama.cpp there", decoded_deep / deep, 2.2, 3.0)
    row("drafting at 80 % against llama.cpp's at its best depth", drafted.value / (generated.value * gain), 2.0, 2.6)
    for name, section in (("passes", "passes"), ("passes", "prompt_512"), ("deep", "depth_8192"),
                          ("passes", "drafter"), ("drafting", "drafting"), ("passes", "memory")):
        own_ratios(name, section)
    start = start_seconds()
    row("start: command to first token without the prompt's own time, s", start.value, 1.0, 0.4, True,
        f"{start.low:.3f} to {start.high:.3f}")
    slower = ours("avx2", "passes", "pass_1").value / ours("vnni", "passes", "pass_1").value
    row("a pass by AVX2 against one by the best instruction set", slower, 1.45, 1.25, True)

    print("\nwithout a bar, tokens a second: llama.cpp, Alcove (a pass over one row), ratio")
    compare("alone", "one thread", 64)
    for name, text in (("q8_0", "Q8_0, six layers"), ("q4_k_m", "Q4_K_M, six layers"), ("bf16", "BF16, six layers")):
        if os.path.exists(f"{results}/{name}.jsonl"):
            compare(name, text, 512)


main()
