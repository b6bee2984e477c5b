UPDATE application SET
    name_key = replace(replace(replace(replace(replace(replace(replace(name_key, 'ı', 'i'), 'þ', 'th'), 'ð', 'd'), 'ħ', 'h'), 'ŋ', 'n'), 'ŧ', 't'), 'ə', 'e'),
    search_key = replace(replace(replace(replace(replace(replace(replace(search_key, 'ı', 'i'), 'þ', 'th'), 'ð', 'd'), 'ħ', 'h'), 'ŋ', 'n'), 'ŧ', 't'), 'ə', 'e')
WHERE strpos(name_key, 'ı') + strpos(name_key, 'þ') + strpos(name_key, 'ð') + strpos(name_key, 'ħ') + strpos(name_key, 'ŋ')
    + strpos(name_key, 'ŧ') + strpos(name_key, 'ə') > 0;
