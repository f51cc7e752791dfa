# random.awk - a script for the headless screen: keys, words, clicks and sizes
# at random, the same for the same seed
#
#	awk -v seed=N -v steps=N -v wild=0|1 -f random.awk actions.def settings.def
#
# Wild ones also give commands by name and change settings.

function pick(list, n) { return list[int(rand() * n) + 1] }

function chance(percent) { return rand() * 100 < percent }

function word(i, text) {
	text = pick(words, n_words)
	for (i = int(rand() * 3); i > 0; i--)
		text = text " " pick(words, n_words)
	return text
}

function place() { return int(rand() * width) " " int(rand() * height) }

function answer() {
	if (chance(60))
		print "key <Enter>"
	else if (chance(50))
		print "key <Tab>"
	else
		print "key <Esc>"
}

function resize() {
	split(pick(sizes, n_sizes), side, "x")
	width = side[1]
	height = side[2]
	print "resize " width "x" height
}

function command(line) {
	if (chance(50)) {
		line = "set " pick(settings, n_settings)
		if (chance(90))
			line = line (chance(50) ? "=" : " ") \
				pick(values, n_values)
	} else {
		line = pick(actions, n_actions)
		if (chance(60))
			line = line " " pick(values, n_values)
		if (chance(20))
			line = line " " word()
	}
	print "key :"
	print "type " line
	answer()
}

function step() {
	if (chance(7))
		print "key <Esc> <Esc>"
	else if (chance(62))
		print "key " (chance(8) ? int(rand() * 30) " " : "") \
			pick(keys, n_keys)
	else if (chance(20))
		print pick(pointers, n_pointers) " " place()
	else if (chance(25))
		print "type " word()
	else if (chance(25))
		answer()
	else if (chance(10))
		print "paste " word()
	else if (chance(15))
		resize()
	else if (chance(15))
		print "pause"
	else if (wild && chance(60))
		command()
	else if (chance(50))
		print "idle"
	else
		print "shot seen"
}

# What leaves the reader, or is not its own: q, C-z, programs of the machine.
# The acts that nothing takes back are for wild ones.
/^ACTION\(/ {
	split($0, field, "\"")
	if (field[2] ~ /^(quit|suspend|source|export|export-this)$/ ||
	    (!wild && field[2] ~ /^(clean|import)$/))
		next
	actions[++n_actions] = field[2]
	for (i = split(field[6], key, " "); i > 0; i--)
		keys[++n_keys] = key[i]
}

/^SETTING\(/ {
	split($0, field, "\"")
	if (field[2] != "downloads")
		settings[++n_settings] = field[2]
}

END {
	srand(seed)
	n_words = split("a ferry the tide שלום Київ 新聞 世界 ال e\314\201 x " \
		"is:unread title:w* -tide OR ( \" 1 42 folder/sub", words, " ")
	n_sizes = split("1x1 5x3 20x5 24x8 40x15 80x24 100x30 120x40 200x50 " \
		"500x200", sizes, " ")
	n_values = split("0 1 2 3 7 100 on off auto dark light nord none 8 " \
		"256 state title,date,feed \"\" x -1 is:starred tide News " \
		"reversed text link mono", values, " ")
	n_pointers = split("click click click double right drag release " \
		"wheel-up wheel-down", pointers, " ")
	width = 80
	height = 24
	print "idle"
	for (i = 0; i < steps; i++)
		step()
	print "idle"
	print "resize 80x24"
	print "shot end"
}
