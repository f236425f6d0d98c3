# results.tsv as JSON and as one chart.

write_json() {
    awk -F'\t' -v members="$BENCH_MEMBERS" -v seconds="$SECONDS_EACH" -v rounds="$ROUNDS" -v cores="$(nproc)" '
        BEGIN { printf "{\n  \"cores\": %d, \"members\": %d, \"seconds\": %d, \"rounds\": %d,\n  \"cases\": [", cores, members, seconds, rounds }
        { limit = $6 == "-" ? "null" : $6; met = $7 == "-" ? "null" : ($7 == "yes" ? "true" : "false")
          printf "%s\n    {\"case\": \"%s\", \"value\": %s, \"baseline\": %s, \"ratio\": %s, \"at%s\": %s, \"met\": %s, \"unit\": \"%s\", \"runs\": \"%s\", \"load\": \"%s\"}",
              (NR > 1 ? "," : ""), $1, $2, $3, $4, ($5 == "most" ? "Most" : "Least"), limit, met, $8, $9, $10 }
        END { printf "\n  ]\n}\n" }' "$OUT/results.tsv" >"$OUT/results.json"
}

# A bar for each case: its ratio to the baseline, with a mark at the limit. Readable on light and dark pages.
write_chart() {
    awk -F'\t' '
        { name[NR] = $1; ratio[NR] = $4; bound[NR] = $5; limit[NR] = $6; met[NR] = $7
          if ($4 > top) top = $4; if ($6 != "-" && $6 > top) top = $6 }
        END {
            row = 26; left = 120; width = 440; scale = width / (top * 1.05); height = NR * row + 46
            printf "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 720 %d\" font-family=\"system-ui, sans-serif\" font-size=\"13\" role=\"img\" aria-labelledby=\"title\">\n", height
            print "<title id=\"title\">Each case of the bench as a ratio to its baseline, with its limit</title>"
            print "<style>text { fill: #1f2328 } .q { fill: #59636e } .bar { fill: #2f7d5b } .miss { fill: #b3402e } .none { fill: #6e7f91 } .limit, .one { stroke: #1f2328 } .one { stroke-dasharray: 2 3; opacity: .5 }"
            print "@media (prefers-color-scheme: dark) { text { fill: #e6edf3 } .q { fill: #9198a1 } .bar { fill: #4fb286 } .miss { fill: #e5705c } .none { fill: #8b9bad } .limit, .one { stroke: #e6edf3 } }</style>"
            printf "<line class=\"one\" x1=\"%.1f\" x2=\"%.1f\" y1=\"6\" y2=\"%d\"/>\n", left + scale, left + scale, NR * row + 8
            for (i = 1; i <= NR; i++) {
                y = (i - 1) * row + 8
                class = met[i] == "no" ? "miss" : met[i] == "yes" ? "bar" : "none"
                printf "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>\n", left - 8, y + 15, name[i]
                printf "<rect class=\"%s\" x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"18\" rx=\"2\"/>\n", class, left, y + 2, ratio[i] * scale
                if (limit[i] != "-") printf "<line class=\"limit\" stroke-width=\"2\" x1=\"%.1f\" x2=\"%.1f\" y1=\"%d\" y2=\"%d\"/>\n", left + limit[i] * scale, left + limit[i] * scale, y, y + 22
                printf "<text x=\"%d\" y=\"%d\">%s</text>\n", left + width + 10, y + 15, ratio[i]
                if (limit[i] != "-") printf "<text class=\"q\" x=\"%d\" y=\"%d\">at %s %s</text>\n", left + width + 50, y + 15, bound[i], limit[i]
            }
            printf "<text class=\"q\" x=\"%d\" y=\"%d\">ratio to the baseline; the thick mark is the limit, the dotted line the baseline itself</text>\n", left, height - 14
            print "</svg>"
        }' "$OUT/results.tsv" >"$OUT/benchmark.svg"
}
