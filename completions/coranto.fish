# Completion of coranto for fish.  What there is to choose from says the program
# itself.

function __coranto_complete
    set -l words (commandline -opc)
    set -l lines ($words[1] complete $words[2..-1] (commandline -ct) 2>/dev/null)
    if test "$lines[1]" = ":files"
        __fish_complete_path (commandline -ct)
    else
        printf '%s\n' $lines
    end
end

complete -c coranto -f -a '(__coranto_complete)'
